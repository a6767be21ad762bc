import { Buffer } from 'node:buffer'
import { crc32 } from 'node:zlib'
import * as Either from 'fp-ts/lib/Either.js'

/*
 * A journal is JSON Lines. Each line is an object whose last key is the CRC-32 of the line without it, so that any
 * JSON reader can read it, and damage to any byte is seen. Bytes are in base64; zeros, as omitted payloads are, only
 * counted.
 */

const isZero = (bytes: Uint8Array): boolean => {
  // Not by `every`, which takes ten times as long.
  for (const byte of bytes) if (byte !== 0) return false
  return true
}

const writtenBytes = (bytes: Uint8Array): object =>
  isZero(bytes)
    ? { zeros: bytes.length }
    : { base64: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64') }

/** The value with what JSON has no form for in another one. A replacer of `JSON.stringify` would take twice as long. */
const written = (value: unknown): unknown => {
  // CBOR needs them for what is over 32 bits; no codec takes what a number could not hold.
  if (typeof value === 'bigint') return Number(value)
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return writtenBytes(value)
  if (Array.isArray(value)) return value.map(written)
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) copy[key] = written(item)
  return copy
}

/** JSON of plain data, bytes included, for people and for files. */
export const toJson = (value: unknown): string => JSON.stringify(written(value))

const digits = (sum: number): string => sum.toString(16).padStart(8, '0')

/** The line for an object of at least one key, with the line's end. */
export const sealed = (content: object): string => {
  const body = toJson(content)
  return `${body.slice(0, -1)},"crc":"${digits(crc32(body))}"}\n`
}

/** Why a line can't be read. */
export type LineFlaw = 'not sealed' | 'wrong checksum' | 'not JSON' | 'too many zeros'

const SEAL = /^,"crc":"([0-9a-f]{8})"\}$/

const SEAL_LENGTH = ',"crc":"00000000"}'.length

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** How much memory a line may still ask for by a few digits; less than nothing once it has asked for more. */
interface Room {
  zeros: number
}

const bytesOf = (value: Record<string, unknown>, room: Room): Uint8Array | null => {
  if (typeof value['base64'] === 'string') return new Uint8Array(Buffer.from(value['base64'], 'base64'))
  if (typeof value['zeros'] !== 'number') return null
  room.zeros -= value['zeros']
  return new Uint8Array(room.zeros < 0 ? 0 : value['zeros'])
}

/** Puts bytes where they were written in digits. In place: a reviver of `JSON.parse` would take twice as long. */
const revive = (value: Record<string, unknown>, room: Room): void => {
  for (const key of Object.keys(value)) {
    const item = value[key]
    if (!isRecord(item)) continue
    const bytes = Array.isArray(item) ? null : bytesOf(item, room)
    if (bytes === null) revive(item, room)
    else value[key] = bytes
  }
}

/** What a line says, without its end; `zeros` bounds what a few digits may make it take of memory. */
export const unsealed = (line: string, zeros: number): Either.Either<LineFlaw, unknown> => {
  const seal = SEAL.exec(line.slice(-SEAL_LENGTH))
  if (seal === null) return Either.left('not sealed')
  const body = `${line.slice(0, -SEAL_LENGTH)}}`
  if (crc32(body) !== Number.parseInt(seal[1] ?? '', 16)) return Either.left('wrong checksum')
  const room = { zeros }
  try {
    const content: unknown = JSON.parse(body)
    if (isRecord(content)) revive(content, room)
    return room.zeros < 0 ? Either.left('too many zeros') : Either.right(content)
  } catch {
    return Either.left('not JSON')
  }
}
