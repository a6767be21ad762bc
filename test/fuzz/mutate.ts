import { type Below, mutations as damages } from '../codec/mutation.ts'
import { type Changeable, type Input, type Mutation, oneOf } from './target.ts'

/* Makes new inputs of those that are known. All luck comes from `below`. */

const without: Mutation = (piece, _other, below) => {
  const from = below(piece.length)
  const to = Math.min(piece.length, from + 1 + below(16))
  return new Uint8Array(Buffer.concat([piece.subarray(0, from), piece.subarray(to)]))
}

const repeated: Mutation = (piece, _other, below) => {
  const from = below(piece.length)
  const part = piece.subarray(from, from + 1 + below(24))
  const copies = Array.from({ length: 1 + below(8) }, () => part)
  return new Uint8Array(Buffer.concat([piece.subarray(0, from), ...copies, piece.subarray(from)]))
}

const blind: ReadonlyArray<Mutation> = [...Object.values(damages), without, repeated]

/** What all changes of a piece may rely on. */
const LEAST = 8

const atLeast = (piece: Uint8Array, below: Below): Uint8Array => {
  if (piece.length >= LEAST) return piece
  return Uint8Array.from({ length: LEAST }, (_, i) => piece[i] ?? below(256))
}

const inserted = (input: Input, at: number, pieces: Input): Input => [
  ...input.slice(0, at),
  ...pieces,
  ...input.slice(at),
]

type Rearrangement = (input: Input, other: Input, below: Below) => Input

/** Changes of the order, which is all that they touch. */
const rearrangements: ReadonlyArray<Rearrangement> = [
  (input, _other, below) => {
    const at = below(input.length)
    return input.filter((_piece, i) => i !== at)
  },
  (input, _other, below) => {
    const at = below(input.length)
    return inserted(input, below(input.length + 1), input.slice(at, at + 1 + below(3)))
  },
  (input, _other, below) => {
    const [a, b] = [below(input.length), below(input.length)]
    return input.map((piece, i) => (i === a ? (input[b] ?? piece) : i === b ? (input[a] ?? piece) : piece))
  },
  (input, other, below) => {
    const at = below(other.length)
    return inserted(input, below(input.length + 1), other.slice(at, at + 1 + below(4)))
  },
  (input, other, below) => [...input.slice(0, below(input.length + 1)), ...other.slice(below(other.length))],
]

// More of them take longer to try, and to read when they are found.
const PIECES = 24

/** An input made another by a few changes. `other` is a second one to take from; neither is empty. */
export const mutate = (input: Input, other: Input, target: Changeable, below: Below): Input => {
  let made = input
  for (let changes = 1 + below(4); changes > 0; changes--) {
    if (below(4) === 0) made = oneOf(rearrangements, below)(made, other, below)
    else if (made.length > 0) made = withPiece(made, other, target, below)
    if (made.length === 0) made = input
  }
  return target.mend(made.slice(0, PIECES), below)
}

const withPiece = (
  input: Input,
  other: Input,
  { mutations, pieceLimit }: Changeable,
  below: Below,
): Input => {
  const at = below(input.length)
  const isInformed = mutations.length > 0 && below(3) > 0
  const change = oneOf(isInformed ? mutations : blind, below)
  const piece = atLeast(oneOf(input.slice(at, at + 1), below), below)
  const changed = change(piece, atLeast(oneOf(other, below), below), below)
  return input.map((one, i) => (i === at ? changed.slice(0, pieceLimit) : one))
}
