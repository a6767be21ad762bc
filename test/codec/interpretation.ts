import type { Entry, Grammar, Type } from './grammar.ts'
import { ranksOf } from './ranks.ts'
import type { Item } from './reader.ts'

/** What an item means by the grammar alone: arrays with named fields as records, bytes in hex. */
export type Meaning = number | bigint | string | boolean | null | ReadonlyArray<Meaning> | Meanings

export interface Meanings {
  readonly [name: string]: Meaning
}

/** The meaning of `item` as the rule `name`, or undefined where the item is not of that form. */
export const interpret = (grammar: Grammar, name: string, item: Item): Meaning | undefined => {
  const type = grammar.get(name)
  if (type === undefined) return prelude(name, item)
  const meaning = meaningOf(grammar, type, item)
  if (name === 'sketch') return sketch(meaning)
  // An array that begins with a number instead of a name is a message, told apart by that number.
  const isNumbered = type._tag === 'Array' && type.entries[0]?.key === null && !type.entries[0].many
  if (!isNumbered || meaning === undefined) return meaning
  // An array with a field but without a repetition in its place becomes a record.
  return { _tag: `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`, ...(meaning as Meanings) }
}

/** What wire.cddl says of registers in words, for which CDDL has none. */
const sketch = (meaning: Meaning | undefined): Meaning | undefined => {
  if (meaning === undefined) return undefined
  const fields = meaning as Meanings // of the rule, which is an array with fields
  const ranks = ranksOf(String(fields['registers']))
  return ranks === undefined ? undefined : { ...fields, registers: ranks }
}

const prelude = (name: string, item: Item): Meaning | undefined => {
  switch (name) {
    case 'uint':
      return typeof item === 'bigint' ? exact(item) : undefined
    case 'bstr':
      return item instanceof Uint8Array ? Buffer.from(item).toString('hex') : undefined
    case 'tstr':
      return typeof item === 'string' ? item : undefined
    case 'bool':
      return typeof item === 'boolean' ? item : undefined
    case 'null':
      return item === null ? null : undefined
    default:
      throw new Error(`no rule ${name}`)
  }
}

const exact = (value: bigint): number | bigint =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value

const meaningOf = (grammar: Grammar, type: Type, item: Item): Meaning | undefined => {
  switch (type._tag) {
    case 'Number':
      return item === type.value ? exact(item) : undefined
    case 'Text':
      return item === type.value ? item : undefined
    case 'Name':
      return interpret(grammar, type.name, item)
    case 'Range':
      return typeof item === 'bigint' && item >= type.min && item <= type.max ? exact(item) : undefined
    case 'Control': {
      const meaning = meaningOf(grammar, type.of, item)
      return meaning !== undefined && controls(type, item, meaning) ? meaning : undefined
    }
    case 'Choice':
      return type.of.reduce<Meaning | undefined>(
        (found, option) => (found === undefined ? meaningOf(grammar, option, item) : found),
        undefined,
      )
    case 'Array':
      return Array.isArray(item) ? elements(grammar, type.entries, item) : undefined
  }
}

type Control = Extract<Type, { readonly _tag: 'Control' }>

const controls = ({ control, by }: Control, item: Item, meaning: Meaning): boolean => {
  if (typeof meaning !== 'string') throw new Error(`${control} of what is neither text nor bytes`)
  const size = BigInt(item instanceof Uint8Array ? item.length : Buffer.byteLength(meaning))
  if (control === '.size' && by._tag === 'Range') return size >= by.min && size <= by.max
  if (control === '.size' && by._tag === 'Number') return size === by.value
  if (control === '.regexp' && by._tag === 'Text') return new RegExp(`^(?:${by.value})$`, 'u').test(meaning)
  throw new Error(`no control ${control}`)
}

/** A list where the array is nothing but the same again and again, else a record of its fields. */
const elements = (
  grammar: Grammar,
  entries: ReadonlyArray<Entry>,
  items: ReadonlyArray<Item>,
): Meaning | undefined => {
  const [only, ...others] = entries
  if (only?.many !== true || others.length > 0) return fields(grammar, entries, items)
  const meanings = items.map((item) => meaningOf(grammar, only.type, item))
  return meanings.every((meaning) => meaning !== undefined) ? meanings : undefined
}

/** CDDL joins the words of a name by hyphens, which the names of the core cannot. */
const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())

const fields = (
  grammar: Grammar,
  entries: ReadonlyArray<Entry>,
  items: ReadonlyArray<Item>,
): Meaning | undefined => {
  const record: Record<string, Meaning> = {}
  let at = 0
  for (const { key, many, type } of entries) {
    if (many) {
      while (at < items.length && meaningOf(grammar, type, items[at] ?? null) !== undefined) at += 1
      continue
    }
    const item = items[at]
    const meaning = item === undefined ? undefined : meaningOf(grammar, type, item)
    if (meaning === undefined) return undefined
    if (key !== null) record[camelCase(key)] = meaning
    at += 1
  }
  return at === items.length ? record : undefined
}
