import type { Config } from './config.ts'

/** Timers for three kinds of network; everything else is as in the table of parameters. */
export const profiles: Readonly<Record<Profile, Partial<Config>>> = {
  /** One machine: round trips under a millisecond, little loss. */
  local: {
    searchTimeout: 1_000,
    handoverTimeout: 50,
    heartbeatInterval: 200,
    isolationTimeout: 3_000,
    suspicionLimit: 10,
    leaveTimeout: 2_000,
    probeInterval: 1_000,
    sizeEpoch: 2_000,
  },
  /** One site: round trips of milliseconds. The table's own defaults. */
  lan: {},
  /** Sites far apart: round trips of up to half a second, more loss, links worth sparing. */
  wan: {
    searchTimeout: 6_000,
    searchTimeoutLimit: 24_000,
    handoverTimeout: 600,
    heartbeatInterval: 3_000,
    isolationTimeout: 24_000,
    leaveTimeout: 15_000,
    probeInterval: 15_000,
    announceDelay: 50,
    graftTimeout: 600,
    digestInterval: 3_000,
    repairDelay: 1_000,
    sizeEpoch: 90_000,
    hostLimit: 8,
    sessionIdle: 45_000,
    handshakeTimeout: 15_000,
  },
}

export type Profile = 'local' | 'lan' | 'wan'
