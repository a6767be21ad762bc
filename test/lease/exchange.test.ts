import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type State } from '../../core/index.ts'
import { type Answer, hear, letters, sent, told } from '../arbitrary/say.ts'
import { answered, configWith, keepers, keptFor, NUMBER, others, tenant } from './member.ts'

const heldBy = ({ inView }: State): ReadonlyArray<string> => inView.map(({ id }) => id)

const released = (steps: ReadonlyArray<Answer>): ReadonlyArray<string> =>
  steps.flatMap(([, effects]) => sent(effects, 'Release').map(({ to }) => to))

/** These say one after the other that they keep the node, because of its renewal. */
const words = (state: State, ids: ReadonlyArray<string>): ReadonlyArray<Answer> => {
  const steps: Answer[] = []
  for (const id of ids) {
    steps.push(hear(steps.at(-1)?.[0] ?? state, asNodeId(id), keptFor(NUMBER)))
  }
  return steps
}

describe("a keeper's word under the number of the renewal", () => {
  it('releases exactly one holder, the oldest', () => {
    const [after, effects] = hear(answered(tenant())[0], asNodeId('k:0'), keptFor(NUMBER))
    expect(letters(effects)).toEqual([
      { to: 'h:0', message: { _tag: 'Release', number: NUMBER, handover: 2 } },
    ])
    expect(told(effects, 'ArcRemoved')).toMatchObject([
      { view: 'InView', peer: { id: 'h:0' }, because: 'exchanged' },
    ])
    expect(told(effects, 'ArcAdded')).toMatchObject([
      { view: 'InView', peer: { id: 'k:0' }, because: 'keeperTold' },
    ])
    expect(heldBy(after)).toEqual(['h:1', 'h:2', 'h:3', 'k:0'])
  })

  it('releases another one each time, so that as many hold the node afterwards as before', () => {
    const steps = keepers(answered(tenant())[0], 4)
    expect(steps.map(([, effects]) => sent(effects, 'Release').map(({ to }) => to))).toEqual([
      ['h:0'],
      ['h:1'],
      ['h:2'],
      ['h:3'],
    ])
    expect(heldBy(steps.at(-1)?.[0] ?? tenant())).toEqual(others(4, 'k'))
  })

  it('releases the latest once there is no holder from before the renewal: each word ends one arc', () => {
    const steps = keepers(answered(tenant())[0], 7)
    expect(released(steps.slice(4))).toEqual(['k:4', 'k:5', 'k:6'])
    expect(heldBy(steps.at(-1)?.[0] ?? tenant())).toEqual(others(4, 'k'))
  })

  it('may come before the contact has been acknowledged, or from the contact itself', () => {
    const [, effects] = hear(answered(tenant())[0], asNodeId('x:1'), keptFor(NUMBER))
    expect(sent(effects, 'Release').map(({ to }) => to)).toEqual(['h:0'])
  })

  it('that is repeated releases nobody else', () => {
    const word = { ...keptFor(NUMBER), handover: 5 }
    const [once] = hear(answered(tenant())[0], asNodeId('k:0'), word)
    const [twice, effects] = hear(once, asNodeId('k:0'), word)
    expect(sent(effects, 'Release')).toEqual([])
    expect(twice.inView).toEqual(once.inView)
  })
})

it.each([
  0,
  1,
  NUMBER - 1,
  NUMBER + 1,
])('a keeper under another number, such as %d, releases nobody', (number) => {
  const [after, effects] = hear(answered(tenant())[0], asNodeId('k:0'), keptFor(number))
  expect(letters(effects)).toEqual([])
  expect(heldBy(after)).toEqual([...others(4, 'h'), 'k:0'])
})

it('a keeper releases nobody where no renewal was ever begun', () => {
  const [after, effects] = hear(tenant(), asNodeId('k:0'), keptFor(NUMBER))
  expect(letters(effects)).toEqual([])
  expect(heldBy(after)).toHaveLength(5)
})

it('a holder that is no older than the renewal is not released while there is one that is', () => {
  const [state] = answered(tenant())
  const startedAt = state.lease?.renewal?.startedAt ?? asInstant(0)
  const ages = [startedAt, startedAt + 1, startedAt - 1, startedAt + 2].map(asInstant)
  const aged = {
    ...state,
    inView: state.inView.map((arc, index) => ({ ...arc, since: ages[index] ?? startedAt })),
  }
  const steps = keepers({ ...aged, now: asInstant(startedAt + 9) }, 3)
  expect(released(steps)).toEqual(['h:2', 'k:1', 'k:2'])
})

it('a heartbeat makes a holder no younger: it counts since when it has been one', () => {
  const [state] = answered(tenant())
  const [refreshed] = hear(state, asNodeId('h:0'), { _tag: 'Heartbeat', sketch: null })
  expect(refreshed.inView[0]).toMatchObject({ id: 'h:0', since: 500_000, heardAt: state.now })
  const [, effects] = hear(refreshed, asNodeId('k:0'), keptFor(NUMBER))
  expect(sent(effects, 'Release').map(({ to }) => to)).toEqual(['h:0'])
})

describe('a holder that refuses', () => {
  const refused = (): ReturnType<typeof hear> => {
    const [releasing] = hear(answered(tenant())[0], asNodeId('k:0'), keptFor(NUMBER))
    return hear(releasing, asNodeId('h:0'), keptFor(NUMBER))
  }

  it('is a holder again, and another one is released in its stead', () => {
    const [after, effects] = refused()
    expect(heldBy(after)).toEqual(['h:2', 'h:3', 'k:0', 'h:0'])
    expect(sent(effects, 'Release').map(({ to }) => to)).toEqual(['h:1'])
  })

  it('is not asked again in this renewal', () => {
    const steps = keepers(refused()[0], 6, 'q')
    expect(released(steps)).toEqual(['h:2', 'h:3', 'q:2', 'q:3', 'q:4', 'q:5'])
  })

  it('is made up for by the latest keeper where no older holder is left, so that the number of arcs stays', () => {
    // All four are asked, and then three of them refuse.
    const [state] = keepers(answered(tenant())[0], 4).at(-1) ?? answered(tenant())
    const steps = words(state, ['h:3', 'h:0', 'h:2'])
    expect(released(steps)).toEqual(['k:3', 'k:2', 'k:1'])
    expect(heldBy(steps.at(-1)?.[0] ?? state)).toEqual(['k:0', 'h:3', 'h:0', 'h:2'])
  })

  it('takes the place of nobody where all were asked already: then all keep the node', () => {
    const [state] = keepers(answered(tenant({ holders: others(1, 'h') }))[0], 1).at(-1) ?? answered(tenant())
    const steps = words(state, ['h:0', 'k:0'])
    expect(released(steps)).toEqual(['k:0'])
    expect(heldBy(steps.at(-1)?.[0] ?? state)).toEqual(['h:0', 'k:0'])
  })

  it('does not use up the keeper for whom nobody is released', () => {
    const state = tenant({
      config: configWith({ sizeEpoch: 60_000 }),
      holders: others(3, 'h'),
      history: [1_000],
    })
    const [first, second] = keepers(answered(state)[0], 2)
    expect([first, second].map((step) => (step === undefined ? [] : released([step])))).toEqual([[], ['h:0']])
    const steps = words(second?.[0] ?? state, ['h:0'])
    expect(released(steps)).toEqual(['h:1'])
  })
})

it('a node that has begun to leave releases nobody: it says good-bye to all', () => {
  const leaving = {
    ...answered(tenant())[0],
    phase: { _tag: 'Leaving', until: asInstant(2_000_000) },
  } as const
  const [, effects] = hear(leaving, asNodeId('k:0'), keptFor(NUMBER))
  expect(sent(effects, 'Release')).toEqual([])
  expect(sent(effects, 'Unsubscribe').map(({ to }) => to)).toEqual(['k:0'])
})
