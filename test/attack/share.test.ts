import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type NodeId, type Rumor, type RumorId, type State } from '../../core/index.ts'
import { retrieve } from '../../core/store.ts'
import { hear, told } from '../arbitrary/say.ts'
import { rumor } from '../eager/member.ts'
import { fragment } from '../fragment/member.ts'
import { configWith, memberOf, names } from '../suspicion/member.ts'

const holders = names(8, 'h')
const [flooder = asNodeId('h:0'), friend = asNodeId('h:1')] = holders

const member = (input: Parameters<typeof configWith>[0]): State => memberOf(configWith(input), [], holders)

const hearAll = (state: State, from: NodeId, rumors: ReadonlyArray<Rumor>): State =>
  rumors.reduce((before, one) => hear(before, from, one)[0], state)

const originated = (count: number, letter: string): ReadonlyArray<Rumor> =>
  names(count, letter).map((origin) => rumor({ origin, eager: false }))

const isDelivered = (state: State, from: NodeId, one: Rumor): boolean =>
  told(hear(state, from, one)[1], 'Delivered').length === 1

describe('ten thousand origins that one sender has made up', () => {
  const flooded = hearAll(member({ seenOriginLimit: 2_048 }), flooder, originated(10_000, 'made-up'))

  it('take half of the seen set, and no more', () => {
    expect(flooded.seen.young.size).toBe(1_024)
  })

  it('leave those of others their room', () => {
    const honest = originated(1_000, 'honest')
    const after = hearAll(flooded, friend, honest)
    expect(after.seen.young.size).toBe(1_024 + 512)
    expect(isDelivered(after, asNodeId('h:2'), rumor({ origin: asNodeId('late:1') }))).toBe(true)
  })

  it('of seven senders leave an eighth', () => {
    const after = holders
      .slice(0, 7)
      .reduce(
        (state, from, index) => hearAll(state, from, originated(2_000, `made-up-by-${index}`)),
        member({ seenOriginLimit: 2_048 }),
      )
    expect(isDelivered(after, asNodeId('h:7'), rumor({ origin: asNodeId('late:1') }))).toBe(true)
  })

  it('do not touch an origin that is known, whoever brings its next rumor', () => {
    const known = rumor({ origin: asNodeId('made-up:0'), sequence: 2 })
    expect(isDelivered(flooded, flooder, known)).toBe(true)
  })
})

describe('an origin that leaves gaps', () => {
  it('has its own lowest gaps closed, and those of no other', () => {
    const gaps = (origin: NodeId, count: number): ReadonlyArray<Rumor> =>
      Array.from({ length: count }, (_, index) => rumor({ origin, sequence: 1 + 2 * index, eager: false }))
    const modest = asNodeId('modest:1')
    const begun = hearAll(member({ seenRangeLimit: 16 }), friend, gaps(modest, 10))
    const flooded = hearAll(begun, flooder, gaps(asNodeId('loud:1'), 1_000))
    for (let sequence = 2; sequence < 19; sequence += 2)
      expect(isDelivered(flooded, friend, rumor({ origin: modest, sequence }))).toBe(true)
  })
})

describe('an origin that publishes more than is retained', () => {
  const modest = asNodeId('modest:1')
  const ids: ReadonlyArray<RumorId> = [1, 2, 3].map((sequence) => ({
    ...{ origin: modest, boot: asBoot(4) },
    sequence,
  }))
  const begun = hearAll(
    member({ retainedLimit: 1_024 }),
    friend,
    ids.map((id) => rumor({ ...id, eager: false })),
  )
  const loud = Array.from({ length: 10_000 }, (_, index) =>
    rumor({ origin: asNodeId('loud:1'), sequence: index + 1, eager: false }),
  )
  const flooded = hearAll(begun, flooder, loud)

  it('drives its own rumors out, and not those of an origin that keeps to its share', () => {
    for (const id of ids) expect(retrieve(flooded.store, id)).toBeDefined()
    expect(flooded.store.young.size + flooded.store.old.size).toBeLessThanOrEqual(1_024)
  })

  it('nor by their bytes', () => {
    const heavy = loud.slice(0, 4_000).map((one) => ({ ...one, payload: new Uint8Array(800) }))
    const tight = { ...begun, config: { ...begun.config, retainedBytes: 262_144 } }
    const after = hearAll(tight, flooder, heavy)
    for (const id of ids) expect(retrieve(after.store, id)).toBeDefined()
  })
})

describe('a neighbour that announces what there is not', () => {
  const made = (count: number): ReadonlyArray<RumorId> =>
    Array.from({ length: count }, (_, index) => ({
      ...{ origin: asNodeId('nobody:1'), boot: asBoot(1) },
      sequence: index + 1,
    }))
  const flooded = hear(member({ wantedLimit: 64 }), flooder, { _tag: 'Announce', rumors: made(10_000) })[0]

  it('has half of it waited for', () => {
    expect(flooded.announcements.wanted).toHaveLength(32)
  })

  it('and another is still listened to', () => {
    const real: RumorId = { origin: asNodeId('o:1'), boot: asBoot(4), sequence: 1 }
    const [after] = hear(flooded, friend, { _tag: 'Announce', rumors: [real] })
    expect(after.announcements.wanted.map(({ rumor: one }) => one)).toContainEqual(real)
  })
})

describe('an origin that sends first fragments alone', () => {
  const start = member({
    datagramLimit: 576,
    payloadLimit: 3_000,
    assemblyOriginLimit: 6_000,
    assemblyLimit: 12_000,
  })

  it('takes its share, and has none of another given up, though that one came first', () => {
    const modest = asNodeId('modest:1')
    const begun = hear(start, friend, fragment(0, 3, { origin: modest }))[0]
    const loud = ['loud:1', 'loud:2'].flatMap((origin) =>
      Array.from({ length: 500 }, (_, index) =>
        fragment(0, 3, { origin: asNodeId(origin), first: 1 + 3 * index }),
      ),
    )
    const after = hearAll(begun, flooder, loud)
    expect(after.assemblies.map(({ rumor: one }) => one.origin)).toContain(modest)
    const last = [1, 2].reduce(
      (state, part) => hear(state, friend, fragment(part, 3, { origin: modest }))[0],
      after,
    )
    expect(last.assemblies.map(({ rumor: one }) => one.origin)).not.toContain(modest)
  })
})
