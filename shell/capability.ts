import type { Config } from '../core/config.ts'
import type { Effect } from '../core/effect.ts'
import type { Event, UndeliverableReason } from '../core/event.ts'
import type { Address, Boot, NodeId } from '../core/id.ts'
import type { Memory } from '../core/memory.ts'
import type { State } from '../core/state.ts'
import type { Instant } from '../core/time.ts'
import type { BarReason } from './barred.ts'
import type { JournalUnwritten } from './journal.ts'
import type { ShellDropReason } from './notice.ts'

/* What a runtime must bring to run a node. */

/** A clock in whole milliseconds that never runs back while the process lives. */
export interface Clock {
  readonly now: () => Instant
}

/** Unsigned 32-bit numbers that nobody can predict. */
export interface Entropy {
  readonly next: () => number
}

/** The node's one alarm: a new setting replaces the one before, null takes it away. */
export interface Alarm {
  readonly set: (at: Instant | null) => void
}

export type MakeAlarm = (ring: () => void) => Alarm

/** Carries datagrams. Free to lose, double and reorder them; not to change them. */
export interface Transport {
  /** False when there is no room, and the datagram was dropped. */
  readonly send: (to: NodeId, datagram: Uint8Array) => boolean
  /** Sends to every place that the address stands for. False when there is no room. */
  readonly dial: (address: Address, datagram: Uint8Array) => boolean
  /** Whether a publisher may add to what waits to be sent. */
  readonly hasRoom: () => boolean
  readonly close: () => Promise<void>
}

/** Says whether whoever sent a datagram may bear this id: one who has proved to be a host may bear several. */
export type Vouching = (id: NodeId) => boolean

/** Where a datagram comes from. */
export interface Source {
  /** The place that it was sent from, as the network says; anybody can forge it where nothing is authenticated. */
  readonly place: Address
  /** Who has sent it, as far as the transport has proof; null where the datagram's own word is all there is. */
  readonly sender: Vouching | null
}

/** What a transport reports. It may be called at any time until the transport is closed, also within `send`. */
export interface Receiver {
  readonly arrived: (datagram: Uint8Array, source: Source) => void
  /** A datagram came that the transport lets nobody see; or so many at once. */
  readonly barred: (reason: BarReason, times?: number) => void
  readonly undeliverable: (to: Address, reason: UndeliverableReason) => void
  readonly lost: (reason: ShellDropReason) => void
  /** There is room again after there was none. */
  readonly drained: () => void
}

export type MakeTransport = (receiver: Receiver) => Transport

/** How a node began. With its events it is all that it takes to have the node again. */
export interface Birth {
  readonly config: Config
  readonly group: string
  readonly self: NodeId
  readonly boot: Boot
  readonly memory: Memory | null
  readonly at: Instant
  readonly entropy: number
}

/** Writes down what happens to a node. Called around each step; it may neither fail nor wait. */
export interface Journal {
  /** Before the step: an event must be on record when the step is at fault. */
  readonly saw: (event: Event) => void
  readonly did: (state: State, effects: ReadonlyArray<Effect>) => void
  /** The step is at fault, and the process may be about to end. */
  readonly rescue: () => void
  /** Resolves when all is written that can be. */
  readonly close: (state: State) => Promise<void>
}

export type MakeJournal = (birth: Birth, announce: (notice: JournalUnwritten) => void) => Journal

/** For a node that nobody records. */
export const noJournal: MakeJournal = () => ({
  saw: () => {},
  did: () => {},
  rescue: () => {},
  close: () => Promise.resolve(),
})
