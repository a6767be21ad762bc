/* DTLS records (RFC 6347, 4.1): type 1 | version 2 | epoch 2 | sequence 6 | length 2 | that many bytes. */

export const HEADER = 13

export const ALERT = 21
export const HANDSHAKE = 22
export const APPLICATION_DATA = 23
const CHANGE_CIPHER_SPEC = 20

const VERSIONS: ReadonlyArray<number> = [0xfeff, 0xfefd]

export interface DtlsRecord {
  readonly type: number
  readonly epoch: number
  /** Where its bytes begin, after the header. */
  readonly at: number
  readonly length: number
}

const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)

/** The records that fill a datagram to its last byte, at least one; null where it is made of anything else. */
export const readRecords = (datagram: Uint8Array): ReadonlyArray<DtlsRecord> | null => {
  const records: DtlsRecord[] = []
  let at = 0
  while (at < datagram.length) {
    const type = datagram[at] ?? 0
    const length = u16(datagram, at + 11)
    const isRecord = at + HEADER <= datagram.length && type >= CHANGE_CIPHER_SPEC && type <= APPLICATION_DATA
    if (!isRecord || !VERSIONS.includes(u16(datagram, at + 1))) return null
    at += HEADER
    if (at + length > datagram.length) return null
    records.push({ type, epoch: u16(datagram, at - 10), at, length })
    at += length
  }
  return records.length > 0 ? records : null
}

/**
 * Whether a record that claims to be encrypted has no room for a nonce and a tag, of `overhead` bytes together. Nobody
 * who has keys sends one, and versions of OpenSSL end an open association at its sight (CVE-2026-75806).
 */
export const hasShortRecord = (records: ReadonlyArray<DtlsRecord>, overhead: number): boolean =>
  records.some(({ epoch, length }) => epoch >= 1 && length < overhead)

/** Puts records that lie one after the other into datagrams of at most `limit` bytes, or of one record. */
export const packRecords = (bytes: Uint8Array, limit: number): ReadonlyArray<Uint8Array> => {
  const datagrams: Uint8Array[] = []
  let from = 0
  let at = 0
  while (at + HEADER <= bytes.length) {
    const next = at + HEADER + u16(bytes, at + 11)
    if (next - from > limit && at > from) {
      datagrams.push(bytes.subarray(from, at))
      from = at
    }
    at = next
  }
  if (at > from) datagrams.push(bytes.subarray(from, at))
  return datagrams
}
