import { parameters } from '../../core/index.ts'
import type { Luck } from '../../shell/simulation/luck.ts'
import type { Ledger } from './ledger.ts'
import type { Network } from './network.ts'
import type { PeerProcess } from './process.ts'
import type { Protection, TransportName } from './protection.ts'

/** What all nodes of all cases are opened with. */
export const settings = { profile: 'lan', copies: 1 } as const

// The profile `lan` is the table's own defaults.
export const heartbeatInterval = parameters.heartbeatInterval.value
export const retention = parameters.retention.value

/** How large a case is. */
export interface Scale {
  readonly nodes: number
  /** Places beside those where the nodes start. */
  readonly spares?: number
  readonly messages: number
  /** How long it publishes, or is cut, paused or quiet; 0: all at once. */
  readonly seconds: number
  /** When it must be over, in seconds, come what may. */
  readonly deadline: number
}

/** Where a case is played. */
export interface Stage {
  readonly seed: number
  /** Decides who publishes, dies and joins through whom; the kernel throws its own dice. */
  readonly luck: Luck
  readonly network: Network
  /** Every life of every node so far, the ended ones too. */
  readonly peers: PeerProcess[]
  readonly ledger: Ledger
  readonly protection: Protection
  /** For the files of memories. */
  readonly folder: string
  /** Aborts when the time is over, or somebody wants the run to end. */
  readonly signal: AbortSignal
}

export interface Case {
  readonly name: string
  /** What must hold. */
  readonly claim: string
  /** Of all datagrams, while joining too. */
  readonly lossPercent: number
  /** Where it is about one of them, and can't be played over the others. */
  readonly transport?: TransportName
  readonly full: Scale
  readonly short: Scale
  /** Writes what it finds wrong into the ledger; throws where going on makes no sense. */
  readonly play: (stage: Stage, scale: Scale) => Promise<void>
}
