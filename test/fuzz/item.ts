/** A CBOR item (RFC 8949, 3) and where it lies. */
export interface Item {
  /** 0 unsigned, 1 negative, 2 bytes, 3 text, 4 array, 5 map, 6 tag, 7 simple or float. */
  readonly kind: number
  readonly argument: number
  readonly start: number
  /** Where its head ends, and its content begins. */
  readonly body: number
  readonly end: number
  /** The item that it is in, by its place in the list; null for the outermost. */
  readonly parent: number | null
}

/** The items of a datagram, each before those within it, as far as they can be made out. */
export const itemsOf = (bytes: Uint8Array): ReadonlyArray<Item> => {
  const items: Item[] = []
  /** Gives where the item ends; beyond the end for none. */
  const walk = (start: number, parent: number | null): number => {
    const head = bytes[start]
    const info = (head ?? 0) & 0x1f
    const width = info < 24 ? 0 : 1 << (info - 24)
    const body = start + 1 + width
    if (head === undefined || info > 27 || body > bytes.length) return bytes.length + 1
    const argument = width === 0 ? info : numberIn(bytes.subarray(start + 1, body))
    const kind = head >> 5
    const index = items.push({ kind, argument, start, body, end: body, parent }) - 1
    let end = kind === 2 || kind === 3 ? body + argument : body
    // Whatever is announced, no more of them than bytes can be there.
    if (kind === 4) for (let i = 0; i < argument && end <= bytes.length; i++) end = walk(end, index)
    items[index] = { kind, argument, start, body, end: Math.min(end, bytes.length), parent }
    return end
  }
  walk(0, null)
  return items
}

const numberIn = (bytes: Uint8Array): number => {
  let value = 0
  for (const byte of bytes) value = value * 256 + byte
  return value
}

/** A head in the shortest form, or in a longer one that has `width` bytes after the first. */
export const headOf = (kind: number, argument: bigint, width = 0): Uint8Array => {
  const needed =
    argument < 24n ? 0 : argument < 0x100n ? 1 : argument < 0x1_0000n ? 2 : argument < 0x1_0000_0000n ? 4 : 8
  const bytes = Math.max(needed, width)
  if (bytes === 0) return Uint8Array.of((kind << 5) | Number(argument))
  const head = new Uint8Array(1 + bytes)
  head[0] = (kind << 5) | (24 + Math.log2(bytes))
  for (let at = bytes, rest = argument; at > 0; at--, rest >>= 8n) head[at] = Number(rest & 0xffn)
  return head
}
