import { describe, expect, it } from 'vitest'
import { asNodeId, broken, type Config, fragmentLimit, type Rumor, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { type Answer, hear, sent, told, until } from '../arbitrary/say.ts'

const [a, b, o] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('o:1')]

const rumor = (payload: Uint8Array, rest: Partial<Rumor> = {}): Rumor => ({
  _tag: 'Rumor',
  origin: o,
  boot: usualBoot,
  sequence: 1,
  hops: 3,
  age: 0,
  payload,
  eager: false,
  part: 0,
  parts: 1,
  ...rest,
})

const member = (config: Config): State => memberWith(config, [a, b], [a])

const hearAll = (state: State, messages: ReadonlyArray<Rumor>): Answer =>
  messages.reduce<Answer>(
    ([before, effects], message) => {
      const [after, more] = hear(before, a, message)
      return [after, [...effects, ...more]]
    },
    [state, []],
  )

describe('a payload over the limit of whole messages, under that of a datagram', () => {
  const config = configOf({ payloadLimit: 100, retainedBytes: 2_048 })

  it.each([1, 2])('it is dropped, not delivered, passed on and kept: in %d parts', (parts) => {
    const [after, effects] = hear(member(config), a, rumor(new Uint8Array(101), { parts }))
    expect(told(effects, 'Dropped').map(({ reason }) => reason)).toEqual(['payloadTooLarge'])
    expect(sent(effects, 'Rumor')).toEqual([])
    expect(after.store.young.size).toBe(0)
  })

  it('one within the limit is delivered', () => {
    expect(told(hear(member(config), a, rumor(new Uint8Array(100)))[1], 'Delivered')).toHaveLength(1)
  })
})

describe('many messages of which a little has come', () => {
  const config = configOf({ payloadLimit: 3_000, assemblyOriginLimit: 9_000, assemblyLimit: 18_000 })

  const firsts = (count: number, origin = o): ReadonlyArray<Rumor> =>
    Array.from({ length: count }, (_, index) =>
      rumor(Uint8Array.of(1), { origin, sequence: 1 + 10 * index, parts: 4 }),
    )

  it('take room as if all had come: the oldest of an origin is given up for another, and that is said', () => {
    const [three, none] = hearAll(member(config), firsts(3))
    expect(told(none, 'Dropped')).toEqual([])
    expect(three.assemblies).toHaveLength(3)
    const [after, effects] = hearAll(three, firsts(4).slice(3))
    expect(after.assemblies.map(({ rumor: { sequence } }) => sequence)).toEqual([11, 21, 31])
    expect(told(effects, 'Dropped')).toMatchObject([{ reason: 'assemblyLimit', about: { sequence: 1 } }])
    expect(broken(after)).toEqual([])
  })

  it('of many origins have a limit as well', () => {
    const origins = ['p:1', 'q:1', 'r:1'].map(asNodeId)
    const [after, effects] = hearAll(
      member(config),
      origins.flatMap((origin) => firsts(3, origin)),
    )
    expect(after.assemblies).toHaveLength(6)
    expect(told(effects, 'Dropped').map(({ reason }) => reason)).toEqual(
      Array.from({ length: 3 }, () => 'assemblyLimit'),
    )
  })

  it('a fragment is never empty: one that is would take a place and nothing else', () => {
    const [after, effects] = hear(member(config), a, rumor(new Uint8Array(0), { parts: 4 }))
    expect(told(effects, 'Rejected').map(({ reason }) => reason)).toEqual(['inconsistent'])
    expect(after.assemblies).toEqual([])
    expect(told(hear(member(config), a, rumor(new Uint8Array(0)))[1], 'Delivered')).toHaveLength(1)
  })

  it('the longest message finds room', () => {
    const payload = new Uint8Array(fragmentLimit(config))
    const parts = Math.ceil(3_000 / payload.length)
    const pieces = Array.from({ length: parts }, (_, part) =>
      rumor(payload.slice(0, part + 1 < parts ? payload.length : 3_000 % payload.length), {
        sequence: 1 + part,
        part,
        parts,
      }),
    )
    const [after, effects] = hearAll(
      member({ ...config, assemblyOriginLimit: 3_000, assemblyLimit: 3_000 }),
      pieces,
    )
    expect(told(effects, 'Delivered').map(({ payload: whole }) => whole.length)).toEqual([3_000])
    expect(after.assemblies).toEqual([])
  })
})

describe('a message of which fragments are missing when its time is over', () => {
  const config = configOf({ jitterPercent: 0, retention: 1_000, seenWindow: 2_000 })
  const [first] = hear(member(config), a, rumor(Uint8Array.of(1), { parts: 3, age: 400 }))

  it('is given up once, and what comes of it later is no news', () => {
    const [waiting, early] = until(first, 1_600)
    expect(told(early, 'Dropped')).toEqual([])
    const [over, effects] = until(waiting, 1_601)
    expect(told(effects, 'Dropped')).toMatchObject([
      { reason: 'fragmentsMissing', from: o, about: { sequence: 1 } },
    ])
    // It was under way for long, which nobody has counted.
    const [late, answer] = hear(
      over,
      a,
      rumor(Uint8Array.of(2), { sequence: 2, part: 1, parts: 3, age: 900 }),
    )
    expect(answer).toEqual([])
    expect(told(until(late, 60_000)[1], 'Dropped')).toEqual([])
  })

  it('is delivered where the last one comes in time', () => {
    const rest = [1, 2].map((part) =>
      rumor(Uint8Array.of(1 + part), { sequence: 1 + part, part, parts: 3, age: 900 }),
    )
    const [, effects] = hearAll(until(first, 1_600)[0], rest)
    expect(told(effects, 'Delivered')).toMatchObject([
      { rumor: { sequence: 1 }, payload: Uint8Array.of(1, 2, 3) },
    ])
  })
})

describe('a fragment that is counted twice', () => {
  // What was seen is forgotten, while this node is late to give up what waits.
  const config = configOf({ jitterPercent: 0, retention: 10, seenWindow: 20 })
  const piece = (part: number): Rumor =>
    rumor(Uint8Array.of(1 + part), { sequence: 1 + part, part, parts: 2 })

  it('completes no message', () => {
    const [first] = hear(member(config), a, piece(0))
    const [, effects] = hear(first, a, piece(0), { at: first.now + 1_000 })
    expect(told(effects, 'Delivered')).toEqual([])
  })

  it('leaves the message as it was', () => {
    const [first] = hear(member(config), a, piece(0))
    const [again] = hear(first, a, piece(0), { at: first.now + 1_000 })
    const [, effects] = hear(again, a, piece(1), { at: first.now + 1_000 })
    expect(told(effects, 'Delivered').map(({ payload }) => [...payload])).toEqual([[1, 2]])
  })
})
