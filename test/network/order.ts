import type { Counters, OpenOptions, Views } from '../../shell/node/index.ts'
import type { Ranges } from './ranges.ts'

/* What the driver and its peers say to each other. Plain data, sent as JSON. */

/** How a node is opened. In the file of its memory it keeps whom it knows from one life to the next. */
export type PeerOptions = OpenOptions & { readonly memory?: string }

/** What a peer is told when it is started. */
export interface PeerStart {
  /** The number under which it publishes, in all its lives. */
  readonly number: number
  readonly seed: number
  readonly options: PeerOptions
}

export type Order =
  | { readonly _tag: 'Join' }
  | Publish
  | { readonly _tag: 'Report' }
  | { readonly _tag: 'Leave' }
  | { readonly _tag: 'Stop' }

/** Publishes `count` messages from `first` on, evenly over so many seconds; 0: all at once. */
export interface Publish {
  readonly _tag: 'Publish'
  readonly first: number
  readonly count: number
  readonly size: number
  readonly seconds: number
}

/** What comes back, for each order when it is carried out. */
export interface Answers {
  readonly Join: null
  readonly Publish: Published
  readonly Report: Report
  /** How many could not be told. */
  readonly Leave: number
  readonly Stop: null
}

export interface Published {
  readonly taken: Ranges
  /** How many were refused, by what the node said. */
  readonly refused: Readonly<Record<string, number>>
  /** How often a message had to wait for a neighbour. */
  readonly waits: number
  /** By the wall clock, which all peers share. */
  readonly endedAt: number
}

/** What a peer's node has been told and has done in this life. */
export interface Report {
  /** For each publisher, which of its messages came, intact. */
  readonly delivered: Readonly<Record<number, Ranges>>
  /** Deliveries of a message that had been delivered before. */
  readonly duplicates: number
  /** Deliveries of what nobody published. */
  readonly corrupt: number
  /** When the last delivery came, by the wall clock. */
  readonly lastAt: number | null
  /** For each node by its id, in which lives this one has known it, by notices and by what it published. */
  readonly boots: Readonly<Record<string, ReadonlyArray<number>>>
  /** For each node by its id, how often it was reported down, and up again. */
  readonly downs: Readonly<Record<string, number>>
  readonly ups: Readonly<Record<string, number>>
  /** The life that its own messages were published in; null before the first. */
  readonly boot: number | null
  readonly counters: Counters
  readonly views: Views
}

/** Orders are numbered from 1; what a peer says under 0 is that its node is open. */
export interface Request {
  readonly number: number
  readonly order: Order
}

export interface Reply {
  readonly number: number
  readonly answer: Answers[keyof Answers]
  /** Why it could not be carried out. */
  readonly failure: string | null
}
