/** One item of CBOR, of the kinds that the wire format uses. Integers stay exact up to 2^64 - 1. */
export type Item = bigint | Uint8Array | string | boolean | null | ReadonlyArray<Item>

const DEPTH = 8

/**
 * A second reader of the encoding that wire.cddl describes, written from RFC 8949 alone: it shares nothing with
 * the codecs, so that the two can be held against each other. Throws on anything else.
 */
export const read = (bytes: Uint8Array): Item => {
  const [item, end] = readItem(bytes, 0, DEPTH)
  if (end !== bytes.length) throw new Error('something follows the item')
  return item
}

type Read<A> = readonly [value: A, end: number]

const readItem = (bytes: Uint8Array, at: number, depth: number): Read<Item> => {
  if (depth === 0) throw new Error('too deep')
  const [first = 0] = take(bytes, at, 1n)
  const [value, next] = readArgument(bytes, at + 1, first & 0x1f)
  switch (first >> 5) {
    case 0:
      return [value, next]
    case 2:
      return [take(bytes, next, value), next + Number(value)]
    case 3:
      return [text(take(bytes, next, value)), next + Number(value)]
    case 4:
      return readItems(bytes, next, value, depth - 1)
    default: {
      const simple = new Map<number, Item>([
        [0xf4, false],
        [0xf5, true],
        [0xf6, null],
      ]).get(first)
      if (simple === undefined) throw new Error(`0x${first.toString(16)} does not occur`)
      return [simple, next]
    }
  }
}

const readArgument = (bytes: Uint8Array, at: number, info: number): Read<bigint> => {
  if (info < 24) return [BigInt(info), at]
  if (info > 27) throw new Error('reserved or of indefinite length')
  const width = 2 ** (info - 24)
  return [take(bytes, at, BigInt(width)).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n), at + width]
}

const readItems = (bytes: Uint8Array, start: number, count: bigint, depth: number): Read<Item> => {
  const items: Item[] = []
  let at = start
  while (BigInt(items.length) < count) {
    const [item, end] = readItem(bytes, at, depth)
    items.push(item)
    at = end
  }
  return [items, at]
}

const take = (bytes: Uint8Array, at: number, length: bigint): Uint8Array => {
  if (BigInt(at) + length > BigInt(bytes.length)) throw new Error('ends too early')
  return bytes.slice(at, at + Number(length))
}

const text = (bytes: Uint8Array): string => {
  const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  if (decoded.startsWith('\uFEFF')) throw new Error('a byte order mark')
  return decoded
}
