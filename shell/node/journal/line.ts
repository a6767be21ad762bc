import { Buffer } from 'node:buffer'
import { crc32 } from 'node:zlib'
import * as Either from 'fp-ts/lib/Either.js'

/*
 * A journal is JSON Lines. Each line is an object whose last key is the CRC-32 of the line without it, so that any
 * JSON reader can read it, and damage to any byte is seen. Bytes are in base64; zeros, as omitted payloads are, only
 * counted.
 */

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)

const written = (_key: string, value: unknown): unknown => {
  // CBOR needs them for what is over 32 bits; no codec takes what a number could not hold.
  if (typeof value === 'bigint') return Number(value)
  if (!(value instanceof Uint8Array)) return value
  return isZero(value)
    ? { zeros: value.length }
    : { base64: Buffer.from(value.buffer, value.byteOffset, value.length).toString('base64') }
}

/** JSON of plain data, bytes included, for people and for files. */
export const toJson = (value: unknown, indent?: number): string => JSON.stringify(value, written, indent)

const digits = (sum: number): string => sum.toString(16).padStart(8, '0')

/** The line for an object of at least one key, with the line's end. */
export const sealed = (content: object): string => {
  const body = toJson(content)
  return `${body.slice(0, -1)},"crc":"${digits(crc32(body))}"}\n`
}

/** Why a line can't be read. */
export type LineFlaw = 'not sealed' | 'wrong checksum' | 'not JSON' | 'too many zeros'

const SEAL = /,"crc":"([0-9a-f]{8})"\}$/

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What a line says, without its end; `zeros` bounds what a few digits may make it take of memory. */
export const unsealed = (line: string, zeros: number): Either.Either<LineFlaw, unknown> => {
  const seal = SEAL.exec(line)
  if (seal === null) return Either.left('not sealed')
  const body = `${line.slice(0, seal.index)}}`
  if (digits(crc32(body)) !== seal[1]) return Either.left('wrong checksum')
  let left = zeros
  const read = (_key: string, value: unknown): unknown => {
    if (!isRecord(value)) return value
    if (typeof value['base64'] === 'string') return new Uint8Array(Buffer.from(value['base64'], 'base64'))
    const count = value['zeros']
    if (typeof count !== 'number') return value
    left -= count
    return left < 0 ? null : new Uint8Array(count)
  }
  try {
    const content: unknown = JSON.parse(body, read)
    return left < 0 ? Either.left('too many zeros') : Either.right(content)
  } catch {
    return Either.left('not JSON')
  }
}
