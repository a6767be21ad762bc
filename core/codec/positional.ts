import * as t from 'io-ts'
import type { Wire } from './scalar.ts'

/** What an array of fields has before them, and what a record has beside them: both the same for every value. */
export interface Frame<B extends object> {
  readonly name: string
  /** The first elements of the array, which a datagram must repeat exactly. */
  readonly head: ReadonlyArray<number>
  /** Fields of the record that do not travel. */
  readonly fixed: B
}

/**
 * A record that travels as an array of its fields, in the order in which `codecs` names them. A later version
 * may append fields, which an older one ignores; a record that is too short is an error.
 */
export const positional = <A extends object, B extends object>(
  { name, head, fixed }: Frame<B>,
  codecs: { readonly [K in keyof A]: Wire<A[K]> },
): Wire<A & B> => {
  // A record's own keys, which the type of `Object.keys` does not say.
  const keys = Object.keys(codecs) as unknown as ReadonlyArray<keyof A & string>
  const length = head.length + keys.length
  const constants = Object.entries(fixed)
  const is = (input: unknown): input is A & B =>
    typeof input === 'object' &&
    input !== null &&
    // Reading a property of an unknown object: the check of its value follows at once.
    keys.every((key) => codecs[key].is((input as Partial<A>)[key]))
  const validate: t.Validate<unknown, A & B> = (input, context) => {
    if (!Array.isArray(input) || input.length < length) return t.failure(input, context)
    let at = 0
    for (const constant of head) if (input[at++] !== constant) return t.failure(input, context)
    // Filled key by key; TypeScript has no name for a record on its way. A clone of `fixed` would be slower to fill.
    const record: Record<string, unknown> = {}
    for (const [key, value] of constants) record[key] = value
    for (const key of keys) {
      const field = codecs[key].validate(input[at++], context)
      // The first error ends it: io-ts would collect all of them, at a price that a stranger could set.
      if (field._tag === 'Left') return field
      record[key] = field.right
    }
    // Every field of A was set just above.
    return t.success(record as A & B)
  }
  const encode = (value: A & B): unknown => {
    const array: unknown[] = [...head]
    for (const key of keys) array.push(codecs[key].encode(value[key]))
    return array
  }
  return new t.Type(name, is, validate, encode)
}
