import type { Effect } from './effect.ts'
import type { Stamp } from './event.ts'
import type { Signal } from './signal.ts'
import type { State } from './state.ts'

/** A part's answer: the slices that it changed, what is to be done, and what other parts must hear of. */
export interface Turn<S> {
  readonly next: Partial<S>
  readonly effects: ReadonlyArray<Effect>
  readonly signals: ReadonlyArray<Signal>
}

/** The answer to a signal, which may not signal again: so every step ends. */
export interface Reaction<S> extends Turn<S> {
  readonly signals: readonly []
}

/** A part of the protocol sees, and may rewrite, only the slices it names. */
export type Part<K extends keyof State, E> = (
  scope: Pick<State, K>,
  event: E,
  stamp: Stamp,
) => Turn<Pick<State, K>>

export type Reactor<K extends keyof State, E> = (
  scope: Pick<State, K>,
  event: E,
  stamp: Stamp,
) => Reaction<Pick<State, K>>

const none: readonly [] = []

/** Nothing changed and nothing is to be done. */
export const quiet: Reaction<Record<never, never>> = { next: {}, effects: none, signals: none }

export const turn = <S>(next: Partial<S>, effects: ReadonlyArray<Effect> = none): Reaction<S> => ({
  next,
  effects,
  signals: none,
})

export const signalling = <S>(
  next: Partial<S>,
  effects: ReadonlyArray<Effect>,
  signals: ReadonlyArray<Signal>,
): Turn<S> => ({ next, effects, signals })
