import type { Below } from '../codec/mutation.ts'
import { headOf, type Item, itemsOf } from './item.ts'
import { type Mutation, oneOf } from './target.ts'

/* Changes of a datagram that leave the rest of it readable, so that they come to what lies behind the reader. */

/** Where integers change their width, where formats and clocks end, and what lies beside it. */
const NUMBERS: ReadonlyArray<bigint> = [
  ...[0n, 1n, 2n, 3n, 8n, 16n, 23n, 24n, 63n, 64n, 127n, 128n, 255n, 256n, 1_023n, 1_200n, 65_535n, 65_536n],
  ...[2n ** 31n - 1n, 2n ** 31n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 42n, 2n ** 53n - 2n, 2n ** 53n - 1n],
  ...[2n ** 53n, 2n ** 63n, 2n ** 64n - 1n],
]

/** A count beside the right one, or a telling one. */
const near = (value: number, below: Below): bigint => {
  const beside = BigInt(value) + BigInt(below(5) - 2)
  return below(2) === 0 && beside >= 0n ? beside : oneOf(NUMBERS, below)
}

const join = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(parts))

const replaced = (bytes: Uint8Array, start: number, end: number, by: Uint8Array): Uint8Array =>
  join(bytes.subarray(0, start), by, bytes.subarray(end))

/** An array's head made to say so many. It lies before all of its items, so those keep their places from the end. */
const recounted = (bytes: Uint8Array, array: Item, by: number): Uint8Array =>
  replaced(bytes, array.start, array.body, headOf(4, BigInt(Math.max(0, array.argument + by))))

/** A change of one item of those that `may`; what has none of them stays as it is. */
const ofItem =
  (
    may: (item: Item) => boolean,
    change: (bytes: Uint8Array, item: Item, other: Uint8Array, below: Below) => Uint8Array,
  ): Mutation =>
  (piece, other, below) => {
    const items = itemsOf(piece).filter(may)
    return items.length === 0 ? piece : change(piece, oneOf(items, below), other, below)
  }

const isNumber = ({ kind }: Item): boolean => kind === 0
const isString = ({ kind }: Item): boolean => kind === 2 || kind === 3
const isPart = ({ parent }: Item): boolean => parent !== null
const hasArgument = ({ kind }: Item): boolean => kind !== 7

const anotherNumber = ofItem(isNumber, (bytes, { start, end, argument }, _other, below) =>
  replaced(bytes, start, end, headOf(0, near(argument, below), oneOf([0, 0, 0, 1, 2, 4, 8], below))),
)

const anotherLength = ofItem(hasArgument, (bytes, { kind, start, body, argument }, _other, below) =>
  replaced(bytes, start, body, headOf(kind, near(argument, below), oneOf([0, 0, 1, 2, 4, 8], below))),
)

const longerString = ofItem(isString, (bytes, { kind, start, body, end }, _other, below) => {
  const content = bytes.subarray(body, end)
  const size = oneOf([0, 1, 31, 32, 33, 47, 48, 49, 63, 64, 65, 254, 255, 256, 900], below)
  const filled =
    content.length === 0
      ? new Uint8Array(size)
      : Uint8Array.from({ length: size }, (_, i) => content[i % content.length] ?? 0)
  return replaced(bytes, start, end, join(headOf(kind, BigInt(size)), filled))
})

const itemOfAnother = ofItem(isPart, (bytes, { start, end }, other, below) => {
  const taken = oneOf([...itemsOf(other), { start: 0, end: 0 }], below)
  return replaced(bytes, start, end, other.subarray(taken.start, taken.end))
})

/** With the count of the array that the item is in. */
const itemAgain: Mutation = (piece, _other, below) => {
  const items = itemsOf(piece)
  const parts = items.filter(isPart)
  if (parts.length === 0) return piece
  const { start, end, parent } = oneOf(parts, below)
  const array = items[parent ?? 0]
  const times = oneOf([1, 1, 2, 16], below)
  const copies = Array.from({ length: times }, () => piece.subarray(start, end))
  const longer = replaced(piece, end, end, join(...copies))
  return array === undefined ? longer : recounted(longer, array, times)
}

const itemLess: Mutation = (piece, _other, below) => {
  const items = itemsOf(piece)
  const parts = items.filter(isPart)
  if (parts.length === 0) return piece
  const { start, end, parent } = oneOf(parts, below)
  const array = items[parent ?? 0]
  const shorter = replaced(piece, start, end, new Uint8Array(0))
  return array === undefined ? shorter : recounted(shorter, array, -1)
}

export const cborMutations: ReadonlyArray<Mutation> = [
  anotherNumber,
  anotherLength,
  longerString,
  itemOfAnother,
  itemAgain,
  itemLess,
]
