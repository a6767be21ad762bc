/*
 * UTF-8 (RFC 3629) where the platform may have neither encoder nor decoder. A decoder that mends what is wrong
 * would read different bytes as the same text, or the same bytes differently from one platform to the next.
 */

/** How many bytes `text` takes. A lone surrogate counts 3, as its replacement does. */
export const utf8Length = (text: string): number => {
  let bytes = 0
  // Most texts are ASCII, and need no look at their characters beyond that.
  while (bytes < text.length && text.charCodeAt(bytes) < 0x80) bytes += 1
  for (const character of bytes === text.length ? '' : text.slice(bytes)) {
    const point = character.codePointAt(0) ?? 0
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}

/** Whether the bytes from `start` to before `stop` are text, without a byte order mark, which decoders swallow. */
export const isUtf8 = (bytes: Uint8Array, start: number, stop: number): boolean => {
  if (start + 2 < stop && bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) {
    return false
  }
  let at = start
  while (at < stop && at !== INVALID) at = endOfCharacter(bytes, at, stop)
  return at === stop
}

const INVALID = -1

// The first code point that needs so many bytes after the first; a longer form of a smaller one is no UTF-8.
const SMALLEST = [0, 0x80, 0x800, 0x10000] as const

/** Where the character that starts at `at` ends, or INVALID. */
const endOfCharacter = (bytes: Uint8Array, at: number, stop: number): number => {
  const first = bytes[at] ?? 0
  if (first < 0x80) return at + 1
  const more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : 0
  const end = at + 1 + more
  if (more === 0 || end > stop) return INVALID
  let point = first & (0x3f >> more)
  for (let i = at + 1; i < end; i++) {
    const next = bytes[i] ?? 0
    if ((next & 0xc0) !== 0x80) return INVALID
    point = (point << 6) | (next & 0x3f)
  }
  const isSurrogate = point >= 0xd800 && point <= 0xdfff
  return point < SMALLEST[more] || isSurrogate || point > 0x10ffff ? INVALID : end
}
