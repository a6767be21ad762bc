import type { Below } from '../codec/mutation.ts'
import { type Mutation, oneOf } from './target.ts'

/* Changes of a line of JSON that leave it JSON. */

/** What a reader may be asked to take where it wants something else. */
const VALUES: ReadonlyArray<unknown> = [
  ...[null, true, false, 0, 1, -1, 0.5, 7, 63, 64, 65, 255, 1e4, 4_294_967_295, 4_294_967_296, 2 ** 42],
  ...[2 ** 53 - 1, 2 ** 53, 1e308, '', 'a', 'a:1', 'gossip', ' ', 'ä'.repeat(40), 'kept', 'omitted'],
  ...[
    [],
    [[]],
    {},
    { zeros: 0 },
    { zeros: -1 },
    { zeros: 1.5 },
    { zeros: 65_536 },
    { base64: 'AAAA' },
    { base64: '!' },
  ],
]

interface Slot {
  readonly container: unknown[] | Record<string, unknown>
  readonly key: string
}

/** Every place in a value where another value could stand. */
const slotsOf = (value: unknown): ReadonlyArray<Slot> => {
  if (typeof value !== 'object' || value === null) return []
  // An object that JSON.parse has made is a record, or an array, whose places have names as well.
  const container = value as Record<string, unknown>
  return Object.keys(container).flatMap((key) => [{ container, key }, ...slotsOf(container[key])])
}

const get = ({ container, key }: Slot): unknown => (container as Record<string, unknown>)[key] // as above

const set = ({ container, key }: Slot, value: unknown): void => {
  if (Array.isArray(container)) container[Number(key)] = value
  else container[key] = value
}

const remove = ({ container, key }: Slot): void => {
  if (Array.isArray(container)) container.splice(Number(key), 1)
  else delete container[key]
}

const parse = (piece: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(piece).toString())
  } catch {
    return null
  }
}

type Change = (slot: Slot, other: ReadonlyArray<Slot>, below: Below) => void

const changes: ReadonlyArray<Change> = [
  (slot, _other, below) => set(slot, oneOf(VALUES, below)),
  (slot, other, below) => set(slot, other.length === 0 ? null : get(oneOf(other, below))),
  (slot) => remove(slot),
  (slot, _other, below) => {
    const value = get(slot)
    if (typeof value === 'number') set(slot, value + below(5) - 2)
    else if (Array.isArray(value)) set(slot, [...value, ...value])
    else if (typeof value === 'string') set(slot, value.slice(below(value.length + 1)))
  },
  (slot) => {
    if (Array.isArray(slot.container)) slot.container.push(get(slot))
  },
]

export const jsonMutations: ReadonlyArray<Mutation> = changes.map((change) => (piece, other, below) => {
  const content = parse(piece)
  const slots = slotsOf(content)
  if (slots.length === 0) return piece
  change(oneOf(slots, below), slotsOf(parse(other)), below)
  return new Uint8Array(Buffer.from(JSON.stringify(content)))
})
