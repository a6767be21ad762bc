import * as t from 'io-ts'
import type { Wire } from './scalar.ts'

/**
 * A record that travels as an array of its fields, in the order in which `codecs` names them. A later version
 * may append fields, which an older one ignores; a record that is too short is an error.
 */
export const positional = <A extends object>(
  name: string,
  codecs: { readonly [K in keyof A]: Wire<A[K]> },
): Wire<A> => {
  // A record's own keys, which the type of `Object.keys` does not say.
  const keys = Object.keys(codecs) as unknown as ReadonlyArray<keyof A & string>
  const is = (input: unknown): input is A =>
    typeof input === 'object' &&
    input !== null &&
    // Reading a property of an unknown object: the check of its value follows at once.
    keys.every((key) => codecs[key].is((input as Partial<A>)[key]))
  const validate: t.Validate<unknown, A> = (input, context) => {
    if (!Array.isArray(input) || input.length < keys.length) return t.failure(input, context)
    const record: Partial<A> = {}
    let at = 0
    for (const key of keys) {
      const field = codecs[key].validate(input[at], context)
      // The first error ends it: io-ts would collect all of them, at a price that a stranger could set.
      if (field._tag === 'Left') return field
      record[key] = field.right
      at += 1
    }
    // Every field of A was set just above.
    return t.success(record as A)
  }
  return new t.Type(name, is, validate, (value) => keys.map((key) => codecs[key].encode(value[key])))
}
