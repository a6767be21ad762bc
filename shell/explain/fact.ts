import type { Rule } from '../../core/index.ts'
import type { Clock } from './clock.ts'

/** One thing that happened, and what had led to it. */
export interface Fact {
  /** The event that it happened in, as the journal counts them. */
  readonly n: number
  /** Milliseconds on the node's own clock. */
  readonly at: number
  readonly says: string
  /** The rule of the protocol that applied, where one did. */
  readonly rule: Rule | null
  /** The events that led to it: all earlier, rising. */
  readonly because: ReadonlyArray<number>
  /** The event in which that began which is over now; null where nothing is, or where its beginning is not known. */
  readonly since: number | null
  /** In which life of the node that is asked about; null where that is not said. */
  readonly boot: number | null
  /** Which fragments of a message it is about; null where there is but one, or where it is about all. */
  readonly fragments: Fragments | null
}

/** Some of the fragments of a message, counted from 1. */
export interface Fragments {
  /** Rising. */
  readonly numbers: ReadonlyArray<number>
  readonly of: number
}

/** The answer to a question about a journal. */
export interface Account {
  /** What was asked about: a node, an arc or a rumor. */
  readonly subject: string
  /** The node whose lives the facts are of; null where the question is not about one. */
  readonly other: string | null
  /** The node whose journal it is. */
  readonly self: string
  readonly boot: number
  readonly clock: Clock
  /** A sentence or two on how things stand at the end of the journal. */
  readonly verdict: ReadonlyArray<string>
  /** By event. */
  readonly facts: ReadonlyArray<Fact>
}
