import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { roomOf } from '../../core/dissemination/fragment.ts'
import { asNodeId, type Effect, type Rumor, type RumorId, type State } from '../../core/index.ts'
import { hear, sent, told, until } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import {
  bytes,
  configFor,
  delivered,
  dropped,
  fragment,
  fragmentLimit,
  heard,
  NOW,
  published,
  receiver,
} from './member.ts'

const SIZE = fragmentLimit(configFor())

/** Room for two messages of three fragments from one origin, and for three in total. */
const tight = configFor({
  payloadLimit: 3 * SIZE,
  assemblyOriginLimit: 6 * SIZE,
  assemblyLimit: 9 * SIZE,
  retention: 10_000,
  seenWindow: 30_000,
})

const name = ({ origin, sequence }: RumorId): string => `${origin} ${sequence}`

/** What became of messages: by their names, how often. */
const tally = (names: ReadonlyArray<string>): ReadonlyMap<string, number> =>
  names.reduce((counts, one) => counts.set(one, (counts.get(one) ?? 0) + 1), new Map<string, number>())

const isRumor = (about: unknown): about is RumorId =>
  typeof about === 'object' && about !== null && 'sequence' in about

const givenUp = (effects: ReadonlyArray<Effect>): ReadonlyArray<string> =>
  told(effects, 'Dropped').flatMap(({ reason, about }) =>
    (reason === 'assemblyLimit' || reason === 'fragmentsMissing') && isRumor(about) ? [name(about)] : [],
  )

const arrival = fc.record({
  origin: fc.constantFrom('o:1', 'o:2', 'o:3'),
  message: fc.nat(4),
  part: fc.nat(2),
  age: fc.integer({ min: 0, max: 10_000 }),
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
})

const arriving = ({
  origin,
  message,
  part,
  age,
}: {
  origin: string
  message: number
  part: number
  age: number
}): Rumor =>
  fragment(part, 3, { origin: asNodeId(origin), first: 1 + 3 * message, age, payload: bytes(SIZE - part) })

holds(
  'of each message of which a fragment has come, either it is delivered once, or it is given up once with a notice',
  [fc.array(arrival, { maxLength: 80 })],
  (arrivals) => {
    let state: State = receiver(tight)
    const effects: Effect[] = []
    let at = NOW
    const begun = new Set<string>()
    for (const one of arrivals) {
      at += one.wait
      const [waited, early] = until(state, at)
      const message = arriving(one)
      const [after, late] = hear(waited, asNodeId('h:0'), message, { at })
      effects.push(...early, ...late)
      begun.add(name({ ...message, sequence: message.sequence - message.part }))
      expect(roomOf(after.assemblies, tight)).toBeLessThanOrEqual(tight.assemblyLimit)
      for (const {
        rumor: { origin },
      } of after.assemblies) {
        const own = after.assemblies.filter((other) => other.rumor.origin === origin)
        expect(roomOf(own, tight)).toBeLessThanOrEqual(tight.assemblyOriginLimit)
      }
      state = after
    }
    const [end, rest] = until(state, at + tight.retention + 1)
    effects.push(...rest)
    expect(end.assemblies).toEqual([])
    const fates = tally([...delivered(effects).map(({ rumor }) => name(rumor)), ...givenUp(effects)])
    expect(new Set(fates.keys())).toEqual(begun)
    for (const times of fates.values()) expect(times).toBe(1)
  },
)

const first = (message: number, origin = 'o:1'): Rumor => arriving({ origin, message, part: 0, age: 0 })
const second = (message: number, origin = 'o:1'): Rumor => arriving({ origin, message, part: 1, age: 0 })
const third = (message: number, origin = 'o:1'): Rumor => arriving({ origin, message, part: 2, age: 0 })

describe('where fragments take too much', () => {
  it('the message of that origin goes that has waited longest for another one', () => {
    const [, effects] = heard(receiver(tight), [first(0), first(1), second(0), first(2)])
    expect(dropped(effects)).toEqual([['assemblyLimit', 4]])
  })

  const victims = (rumors: ReadonlyArray<Rumor>): ReadonlyArray<unknown> =>
    told(heard(receiver(tight), rumors)[1], 'Dropped').map(({ about }) => isRumor(about) && name(about))

  it('of all origins together, one of the origin that takes most', () => {
    expect(victims([first(0, 'o:2'), first(0), first(0, 'o:3'), first(1)])).toEqual([name(first(0))])
  })

  it('and where all take as much, the one that has waited longest', () => {
    const four = ['o:2', 'o:1', 'o:3', 'o:4'].map((origin) => first(0, origin))
    expect(victims(four)).toEqual(['o:2 1'])
  })

  it('what comes of it later is a duplicate: it goes nowhere, and is not given up again', () => {
    const [full] = heard(receiver(tight), [first(0), first(1), first(2)])
    const [after, effects] = heard(full, [second(0), third(0), first(0)])
    expect(effects).toEqual([])
    expect(after.assemblies).toHaveLength(2)
  })

  it('the others are put together in the end', () => {
    const [full] = heard(receiver(tight), [first(0), first(1), first(2)])
    const [after, effects] = heard(full, [second(1), second(2), third(2), third(1)])
    expect(delivered(effects).map(({ rumor }) => rumor.sequence)).toEqual([7, 4])
    expect(after.assemblies).toEqual([])
  })

  it('the longest message is put together where there is room for one of them only', () => {
    const payloadLimit = Math.floor(2.5 * SIZE)
    const config = configFor({ payloadLimit, assemblyOriginLimit: payloadLimit, assemblyLimit: payloadLimit })
    const rumors = published(bytes(payloadLimit), config)
    expect(rumors).toHaveLength(3)
    const [, effects] = heard(receiver(config), rumors)
    expect(delivered(effects).map(({ payload }) => payload.length)).toEqual([payloadLimit])
  })

  it('an origin that fills its room does not touch what others have', () => {
    const greedy = Array.from({ length: 20 }, (_, message) => first(message))
    const [, effects] = heard(receiver(tight), [
      first(0, 'o:2'),
      ...greedy,
      second(0, 'o:2'),
      third(0, 'o:2'),
    ])
    expect(delivered(effects).map(({ rumor }) => rumor.origin)).toEqual(['o:2'])
  })
})

describe('a message of which a fragment does not come', () => {
  const [waiting] = heard(receiver(tight), [arriving({ origin: 'o:1', message: 0, part: 1, age: 4_000 })])

  it('is given up when what is missing is too old, with a notice in the name of its origin', () => {
    expect(dropped(until(waiting, NOW + 6_000)[1])).toEqual([])
    const [after, effects] = until(waiting, NOW + 6_001)
    expect(told(effects, 'Dropped')).toMatchObject([
      { reason: 'fragmentsMissing', from: 'o:1', about: { origin: 'o:1', sequence: 1 } },
    ])
    expect(after.assemblies).toEqual([])
  })

  it('is not begun anew by a fragment that took long on the wire', () => {
    const [over] = until(waiting, NOW + 6_001)
    const late = [0, 2].map((part) => arriving({ origin: 'o:1', message: 0, part, age: 9_990 }))
    const [after, effects] = heard(over, late, NOW + 6_050)
    expect(effects).toEqual([])
    expect(after.assemblies).toEqual([])
  })

  it('can still become whole until then', () => {
    const [late] = until(waiting, NOW + 5_999)
    const rest = [0, 2].map((part) => arriving({ origin: 'o:1', message: 0, part, age: 9_999 }))
    expect(delivered(heard(late, rest, NOW + 5_999)[1])).toHaveLength(1)
  })

  it('has its fragments asked for and passed on all the same', () => {
    const [, effects] = heard(receiver(tight), [first(0)])
    expect(sent(effects, 'Rumor')).toHaveLength(2)
  })
})
