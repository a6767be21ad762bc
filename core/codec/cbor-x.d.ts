/*
 * The little of cbor-x that the core uses. The package's own declarations name Node.js streams and buffers,
 * which do not exist where the core is compiled.
 */
export interface Options {
  readonly useRecords: boolean
  readonly mapsAsObjects: boolean
  readonly tagUint8Array: boolean
  readonly structuredClone: boolean
  readonly int64AsNumber: boolean
}

export declare class Encoder {
  constructor(options: Options)
  encode(value: unknown): Uint8Array
  decode(bytes: Uint8Array): unknown
}
