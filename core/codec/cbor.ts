// biome-ignore lint/correctness/useImportExtensions: an entry of a package; the tsconfig only maps its types to a file
import { Encoder } from 'cbor-x/index-no-eval'
import { isWellFormed } from './well-formed.ts'

/** CBOR (RFC 8949) as it is on the wire: definite lengths, no tags, no maps, integers up to 2^53 - 1. */
const cbor = new Encoder({
  useRecords: false,
  mapsAsObjects: true,
  tagUint8Array: false,
  structuredClone: false,
  int64AsNumber: true,
})

/** An integer as CBOR's own integer even above 32 bits, where the library would choose a float. */
export const integer = (value: number): number | bigint => (value > 0xffff_ffff ? BigInt(value) : value)

/** Bytes that nobody else writes to. */
export const encode = (value: unknown): Uint8Array => new Uint8Array(cbor.encode(value))

/** Null for anything that is not one whole item of the subset above; never throws, never allocates unchecked. */
export const decode = (bytes: Uint8Array): { readonly value: unknown } | null => {
  if (!isWellFormed(bytes)) return null
  try {
    // A view of its own: the library leaves a property on what it reads, and a view of another realm would
    // give byte strings of that realm.
    return { value: cbor.decode(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)) }
  } catch {
    // Nothing well-formed is known to end here, but a datagram must never throw.
    return null
  }
}
