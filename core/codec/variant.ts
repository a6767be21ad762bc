import * as t from 'io-ts'
import { positional } from './positional.ts'
import type { Wire } from './scalar.ts'

/** The fields of a variant beside its tag. */
export type Body<A extends { readonly _tag: string }, T extends A['_tag']> = Omit<
  Extract<A, { readonly _tag: T }>,
  '_tag'
>

/** The codec of one variant: its number, then its fields. */
export const variantOf =
  <A extends { readonly _tag: string }>() =>
  <T extends A['_tag']>(
    _tag: T,
    number: number,
    codecs: { readonly [K in keyof Body<A, T>]: Wire<Body<A, T>[K]> },
  ): readonly [number, Wire<Body<A, T> & { readonly _tag: T }>] => [
    number,
    positional<Body<A, T>, { readonly _tag: T }>({ name: _tag, head: [number], fixed: { _tag } }, codecs),
  ]

/** A union as the array `[number, field, …]` of whichever variant it is. */
export const variants = <A extends { readonly _tag: string }>(
  name: string,
  kinds: { readonly [T in A['_tag']]: readonly [number, Wire<Body<A, T> & { readonly _tag: T }>] },
): Wire<A> => {
  // The values of the table; each codec is that of one variant.
  const byNumber = new Map(Object.values(kinds) as ReadonlyArray<readonly [unknown, Wire<A>]>)
  // The codec looked up by the tag of a value is the codec of that value.
  const codecOf = (tag: A['_tag']): Wire<A> => kinds[tag][1] as unknown as Wire<A>
  const validate: t.Validate<unknown, A> = (input, context) => {
    if (!Array.isArray(input)) return t.failure(input, context, `a ${name} is an array`)
    const codec = byNumber.get(input[0])
    return codec === undefined
      ? t.failure(input, context, `no ${name} has this number`)
      : codec.validate(input, context)
  }
  return new t.Type<A, unknown, unknown>(
    name,
    (input): input is A => {
      // Reading a property of an unknown value: an undefined tag is no key of the table.
      const tag = (input as { readonly _tag?: A['_tag'] } | null | undefined)?._tag
      return tag !== undefined && Object.hasOwn(kinds, tag) && codecOf(tag).is(input)
    },
    validate,
    (value) => codecOf(value._tag).encode(value),
  )
}
