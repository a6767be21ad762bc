import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hashed } from '../../core/hash.ts'
import {
  asInstant,
  checkpointOf,
  type Event,
  fingerprintOf,
  hashEffects,
  payloadOf,
  replay,
  stateOf,
  withPayload,
} from '../../core/index.ts'
import { passages, type Run, run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { plain } from '../property/plain.ts'

const text = (value: unknown): string => JSON.stringify(value)

holds('equal states have equal fingerprints, and other states others', [run], (one) => {
  const known = new Map<string, string>()
  for (const [index, { after }] of [...passages(one)].entries()) {
    // To write every state out takes seconds.
    if (index % 4 !== 0) continue
    const print = fingerprintOf(after)
    expect(print).toMatch(/^[0-9a-f]{16}$/)
    expect(known.get(print) ?? text(plain(after))).toBe(text(plain(after)))
    known.set(print, text(plain(after)))
  }
})

/** The same event with other bytes of the same length. */
const disguised = (event: Event): Event =>
  withPayload(event, new Uint8Array(payloadOf(event)?.length ?? 0).fill(0xa5))

const prints = ({ start, events }: Run): ReadonlyArray<string> => {
  const all: string[] = []
  let sum = 0
  replay(start, events, (_event, state, effects) => {
    sum = hashEffects(sum, effects)
    all.push(`${fingerprintOf(state)} ${sum}`)
  })
  return all
}

holds(
  'no step looks into a payload: other bytes of the same length give the same fingerprints',
  [run],
  (one) => {
    expect(prints({ start: one.start, events: one.events.map(disguised) })).toEqual(prints(one))
  },
)

holds('other effects, or the same in another order, give another hash', [run], (one) => {
  for (const { effects } of passages(one)) {
    const sum = hashEffects(0, effects)
    if (effects.length === 0) continue
    expect(hashEffects(0, effects.slice(1))).not.toBe(sum)
    const turned = [...effects].reverse()
    if (text(turned) !== text(effects)) expect(hashEffects(0, turned)).not.toBe(sum)
  }
})

holds(
  'data that was written down and read again has the same hash',
  [fc.jsonValue(), fc.integer()],
  (value, seed) => {
    expect(hashed(JSON.parse(JSON.stringify(value)), seed)).toBe(hashed(value, seed))
  },
)

it('values that are alike but of other types have other hashes, by any seed', () => {
  const alike = [
    0,
    '',
    false,
    null,
    [],
    {},
    new Uint8Array(0),
    1,
    '1',
    true,
    [0],
    [[]],
    [1],
    [null],
    { a: 0 },
  ]
  const all: ReadonlyArray<unknown> = alike
  for (const seed of [0, 1, 7, 0x243f6a88, 0x13198a2e, -1])
    expect(new Set(all.map((value) => hashed(value, seed))).size).toBe(all.length)
  // What are one by one seed are two by another.
  for (const type of [0x2545f491, 0x1b873593, 0x52dce729, 0x6f4f2a31])
    expect(all.filter((value) => [1, 2].every((seed) => hashed(value, seed) === hashed(type, seed)))).toEqual(
      [],
    )
})

holds('a rumor that is kept counts with all that will be sent of it', [run], (one) => {
  const end = replay(one.start, one.events)
  const print = fingerprintOf(end)
  for (const key of ['eager', 'parts', 'part', 'hops', 'age'] as const) {
    const { store, ...checkpoint } = checkpointOf(end)
    const [first, ...rest] = store.young
    if (first === undefined) continue
    const value = first.rumor[key]
    const other = typeof value === 'boolean' ? !value : Number(value) + 1
    const young = [{ ...first, rumor: { ...first.rumor, [key]: other } }, ...rest]
    expect(fingerprintOf(stateOf(end.config, { ...checkpoint, store: { ...store, young } }))).not.toBe(print)
  }
})

it('the order of keys does not matter, that of items and their place do', () => {
  expect(hashed({ a: 1, b: [2, 3] }, 0)).toBe(hashed({ b: [2, 3], a: 1 }, 0))
  const others = [
    { a: 1, b: [3, 2] },
    { a: 1, b: [[2], 3] },
    { b: 1, a: [2, 3] },
    { a: '1', b: [2, 3] },
  ]
  for (const other of others) expect(hashed(other, 0)).not.toBe(hashed({ a: 1, b: [2, 3] }, 0))
})

it('numbers have the hash that they have on every machine', () => {
  const values = [0, -1, 2 ** 31, 2 ** 53 - 1, 0.5, -0.1, 1e300, asInstant(1_763_856_000_123)]
  expect(values.map((value) => hashed(value, 7) >>> 0)).toMatchInlineSnapshot(`
    [
      3529931900,
      194683112,
      329957257,
      388699352,
      3666160087,
      4276145034,
      1470701825,
      3899485857,
    ]
  `)
})
