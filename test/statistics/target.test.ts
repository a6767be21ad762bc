import { describe, expect, it } from 'vitest'
import { asNodeId, type Forwarded, type NodeId, type Subscribe } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { expectUniform } from './chi-square.ts'
import { random, sequential } from './entropies.ts'

const TRIALS = 8_000

const members = (count: number): ReadonlyArray<NodeId> =>
  Array.from({ length: count }, (_, index) => asNodeId(`m:${index}`))

const subscriber = asNodeId('s:1')

const copy: Forwarded = {
  _tag: 'Forwarded',
  subscriber,
  boot: usualBoot,
  number: 1,
  copy: 0,
  hops: 1,
  handover: 0,
}

const subscription: Subscribe = {
  _tag: 'Subscribe',
  number: 1,
  extra: true,
  linked: true,
  handover: 0,
  renews: 0,
}

describe.each([
  ['random', random(TRIALS, 5)],
  ['small sequential', sequential(TRIALS)],
] as const)('with %s entropies', (_name, entropies) => {
  it('a copy that is not kept goes to any member alike, but not to where it came from', () => {
    const view = members(7)
    const from = asNodeId('m:3')
    const node = memberWith(configOf({ handoverTries: 0 }), view)
    const candidates = view.filter((id) => id !== from)
    const targets = entropies.flatMap((entropy) =>
      sent(hear(node, from, copy, { entropy })[1], 'Forwarded').map(({ to }) => candidates.indexOf(to)),
    )
    expect(targets).not.toContain(-1)
    expectUniform(targets, 5)
  })

  it('the subscriber itself is no candidate, though it is a member', () => {
    const view = [...members(6), subscriber]
    const node = memberWith(configOf({ handoverTries: 0 }), view)
    const targets = entropies.flatMap((entropy) =>
      sent(hear(node, asNodeId('x:1'), copy, { entropy })[1], 'Forwarded').map(({ to }) => view.indexOf(to)),
    )
    expect(targets).toHaveLength(TRIALS)
    expect(targets).not.toContain(6)
    expectUniform(targets, 5)
  })

  it('where a copy goes does not tell whether it was kept', () => {
    // Kept or passed on is one draw, the target another: among eight members each gets an eighth of those passed.
    const view = members(8)
    const node = memberWith(configOf({ handoverTries: 0 }), view)
    const passed = entropies.flatMap((entropy) => {
      const [, effects] = hear(node, asNodeId('x:1'), copy, { entropy })
      const targets = sent(effects, 'Forwarded').map(({ to }) => view.indexOf(to))
      expect(targets.length + told(effects, 'ArcAdded').length).toBe(1)
      return targets
    })
    expectUniform(passed, 7)
  })

  it('a walk goes to anybody alike at either end of an arc, but not to its seeker', () => {
    const [seeker, ...out] = members(4)
    const into = ['i:0', 'i:1', 'i:2'].map(asNodeId)
    const both = out.slice(0, 1)
    if (seeker === undefined) throw new Error('there are members')
    const node = memberWith(configOf({ handoverTries: 0 }), [seeker, ...out], [...into, ...both])
    const walk = { seeker, boot: usualBoot, search: 1, attempt: 1, budget: 2_000_000, hops: 1, handover: 0 }
    const candidates = [...out, ...into]
    const targets = entropies.flatMap((entropy) =>
      sent(hear(node, asNodeId('x:1'), { _tag: 'Walk', ...walk }, { entropy })[1], 'Walk').map(({ to }) =>
        candidates.indexOf(to),
      ),
    )
    expect(targets).toHaveLength(TRIALS)
    expect(targets).not.toContain(-1)
    expectUniform(targets, 5)
  })

  it('the extra copies of a contact go to any members alike, drawn with replacement', () => {
    const view = members(5)
    const node = memberWith(configOf({ handoverTries: 0, copies: 2 }), view)
    const extras = entropies.map((entropy) => {
      const copies = sent(hear(node, subscriber, subscription, { entropy })[1], 'Forwarded')
      expect(copies.slice(0, 5).map(({ to }) => to)).toEqual(view)
      const [one, two] = copies.slice(5).map(({ to }) => view.indexOf(to))
      if (one === undefined || two === undefined) throw new Error('fewer than two extra copies')
      return 5 * one + two
    })
    expectUniform(extras, 24)
  })
})
