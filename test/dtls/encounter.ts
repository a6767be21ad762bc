import { setTimeout as sleep } from 'node:timers/promises'
import type { DtlsOptions } from '../../shell/node/index.ts'
import type { Foreign } from './foreign.ts'
import { type Program, startProgram } from './program.ts'
import { freePort, openStation, type Station } from './station.ts'

/**
 * - `talked`: each has heard the other.
 * - `opened`: the program was let in, and ended before it said anything; gnutls-cli does so with a shared key.
 * - `refused`: no session came about.
 * - `unclear`: none of these, for a long time.
 */
export type Encounter = 'talked' | 'opened' | 'refused' | 'unclear'

// Far longer than anything here takes.
const PATIENCE = 20_000
const HOST = '127.0.0.1'

/** What comes of it when a link of ours meets a program of others. */
export const meet = async (
  foreign: Foreign,
  theirs: DtlsOptions | null,
  ours: DtlsOptions,
): Promise<Encounter> => {
  const station = await openStation(ours)
  const port = foreign.role === 'server' ? await freePort() : station.port
  const program = await startProgram(foreign.command, foreign.args(port, theirs), foreign.listening)
  try {
    return await (foreign.role === 'server' ? visit(station, program, port) : welcome(station, program))
  } finally {
    await program.stop()
    await station.close()
  }
}

/** We dial. What the program writes is the text, or its echo comes back. */
const visit = async (station: Station, program: Program, port: number): Promise<Encounter> => {
  station.say('from a node\n', { host: HOST, port })
  return settled(station, program, () => {
    if (!program.out().includes('from a node') && !station.heard().includes('from a node')) return false
    // One that echoes has answered already; the other says what stands on its input.
    if (station.heard() === '') program.child.stdin.write('from a program\n')
    return station.heard() !== ''
  })
}

/** The program dials. */
const welcome = async (station: Station, program: Program): Promise<Encounter> => {
  program.child.stdin.write('from a program\n')
  const hasTalked = (): boolean => {
    const speaker = station.speaker()
    if (speaker === null || !station.heard().includes('from a program')) return false
    station.say('from a node\n', speaker)
    return program.out().includes('from a node')
  }
  return settled(station, program, hasTalked, () => station.accepted() > 0)
}

const settled = async (
  station: Station,
  program: Program,
  hasTalked: () => boolean,
  isLetIn: () => boolean = () => false,
): Promise<Encounter> => {
  const end = Date.now() + PATIENCE
  while (Date.now() < end) {
    if (hasTalked()) return 'talked'
    const isEnded = station.failed() > 0 || program.isOver()
    if (station.heard() === '' && isEnded) return isLetIn() ? 'opened' : 'refused'
    await sleep(50)
  }
  return 'unclear'
}
