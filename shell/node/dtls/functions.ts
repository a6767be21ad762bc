import type { prototypes } from './prototypes.ts'

declare const pointee: unique symbol

/** An address of the C library's. Whoever frees what is there must forget it. */
export type Pointer<Name extends string> = bigint & { readonly [pointee]: Name }

interface Scalars {
  readonly void: undefined
  readonly int: number
  /** A bigint only where it does not fit. */
  readonly long: number | bigint
  readonly ulong: number | bigint
  readonly size: number
  readonly uint64: number | bigint
  readonly text: string
  readonly bytes: Uint8Array
  readonly memory: Uint8Array
  readonly null: null
}

type Value<Token extends string> = Token extends `${infer Name}?`
  ? Value<Name> | null
  : Token extends keyof Scalars
    ? Scalars[Token]
    : Pointer<Token>

type Values<Tokens extends ReadonlyArray<string>> = { readonly [I in keyof Tokens]: Value<Tokens[I]> }

type Call<Prototype> = Prototype extends readonly [
  infer Result extends string,
  ...infer Arguments extends ReadonlyArray<string>,
]
  ? (...given: Values<Arguments>) => Value<Result>
  : never

/** The functions of OpenSSL, with the types that their prototypes say. */
export type Functions = { readonly [Name in keyof typeof prototypes]: Call<(typeof prototypes)[Name]> }
