import type { Below } from '../codec/mutation.ts'

/** What is tried: pieces of bytes that come in turn, as datagrams or the lines of a file do. */
export type Input = ReadonlyArray<Uint8Array>

/** A piece made another in one way; `other` is a second one to take from. Neither is shorter than 8 bytes. */
export type Mutation = (piece: Uint8Array, other: Uint8Array, below: Below) => Uint8Array

/** What can be changed so that it is still looked into. */
export interface Changeable {
  /** Ways to change a piece that know its form. */
  readonly mutations: ReadonlyArray<Mutation>
  /** Bytes of a piece at most. */
  readonly pieceLimit: number
  /** Sets right what would hide all other faults, as checksums do. */
  readonly mend: (input: Input, below: Below) => Input
}

/** A part of the library that takes bytes from strangers, and what must be true of it whatever they are. */
export interface Target extends Changeable {
  /** In full. */
  readonly promise: string
  /** What it takes as it should be; the same for the same seed. */
  readonly seeds: (seed: number) => ReadonlyArray<Input>
  /** Tries an input by itself: the same input does the same. Throws what is wrong. */
  readonly play: (input: Input) => void
}

/** What must hold, or the sentence is what was found. */
export const claim = (holds: boolean, sentence: string): void => {
  if (!holds) throw new Error(sentence)
}

/** One of them, uniformly; there must be one. */
export const oneOf = <A>(choices: ReadonlyArray<A>, below: Below): A => {
  const choice = choices[below(choices.length)]
  if (choice === undefined) throw new Error('there is nothing to choose from')
  return choice
}
