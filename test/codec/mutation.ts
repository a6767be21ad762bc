import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** A uniform integer in [0, size). */
export type Below = (size: number) => number

export const seeded = (seed: number): Below => {
  const generator = xoroshiro128plus(seed)
  return (size) => uniformInt(generator, 0, size - 1)
}

/** A datagram made wrong in one way; `other` is a second one to take from. */
export type Mutation = (datagram: Uint8Array, other: Uint8Array, below: Below) => Uint8Array

const join = (...parts: ReadonlyArray<ArrayLike<number>>): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)))

const randomBytes = (length: number, below: Below): Uint8Array =>
  Uint8Array.from({ length }, () => below(256))

const insertAt = (datagram: Uint8Array, at: number, inserted: ArrayLike<number>): Uint8Array =>
  join(datagram.subarray(0, at), inserted, datagram.subarray(at))

/** A head of any kind with an argument of any width, often one that announces more than any memory holds. */
const anyHead = (below: Below): Uint8Array => {
  const kind = below(8) << 5
  const info = 24 + below(4)
  const argument = randomBytes(2 ** (info - 24), below)
  return join([kind | info], below(2) === 0 ? argument.fill(0xff) : argument)
}

/** Bytes that mean something by themselves: simple values, breaks, indefinite lengths, tags, floats. */
const TELLING = [
  0x00, 0x01, 0x17, 0x18, 0x1b, 0x20, 0x3b, 0x40, 0x5f, 0x60, 0x7f, 0x80, 0x81, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2,
  0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9, 0xfb, 0xff,
]

export const mutations: Readonly<Record<string, Mutation>> = {
  'bit flips': (datagram, _other, below) => {
    const flipped = Uint8Array.from(datagram)
    for (let flips = 1 + below(4); flips > 0; flips--) {
      const at = below(flipped.length)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << below(8))
    }
    return flipped
  },
  'an end cut off': (datagram, _other, below) => datagram.slice(0, below(datagram.length)),
  'an end put on': (datagram, _other, below) => join(datagram, randomBytes(1 + below(9), below)),
  'two put together': (datagram, other, below) =>
    join(datagram.subarray(0, below(datagram.length + 1)), other.subarray(below(other.length))),
  'a piece of another': (datagram, other, below) => {
    const from = below(other.length)
    return insertAt(datagram, below(datagram.length), other.subarray(from, from + 1 + below(24)))
  },
  'a head put in': (datagram, _other, below) =>
    insertAt(datagram, below(datagram.length + 1), anyHead(below)),
  'a head put over': (datagram, _other, below) => {
    const overwritten = Uint8Array.from(datagram)
    overwritten.set(anyHead(below).subarray(0, 1 + below(3)), below(overwritten.length - 3))
    return overwritten
  },
  'a telling byte': (datagram, _other, below) => {
    const changed = Uint8Array.from(datagram)
    changed[below(changed.length)] = TELLING[below(TELLING.length)] ?? 0
    return changed
  },
  'another version': (datagram, _other, below) => {
    const changed = Uint8Array.from(datagram)
    changed[1] = below(0x40)
    return changed
  },
  'arrays around': (datagram, _other, below) =>
    insertAt(datagram, below(datagram.length), new Uint8Array(1 + below(1_200)).fill(0x81)),
  'a longer array': (datagram, _other, below) => {
    const longer = join(datagram, [TELLING[below(TELLING.length)] ?? 0])
    longer[0] = 0x88
    return longer
  },
  'bytes of chance': (_datagram, _other, below) => randomBytes(below(64), below),
}
