import { describe, expect, it } from 'vitest'
import { asNodeId, type Config, type Forwarded, type NodeId } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { type World, world } from '../arbitrary/world.ts'

/** A group that grows by one join at a time, all through the first node. */
const grown = (config: Config, size: number): readonly [World, ReadonlyArray<NodeId>] => {
  const group = world(config)
  const nodes = 'abcdefgh'
    .slice(0, size)
    .split('')
    .map((letter) => group.start(`${letter}:1`))
  const [first] = nodes
  for (const node of nodes) {
    group.command(node, { _tag: 'Join', contacts: first === undefined || node === first ? [] : [first] })
    group.pass(3_000)
  }
  return [group, nodes]
}

const forwarded = (group: World): number =>
  group.log.filter(({ effect }) => sent([effect], 'Forwarded').length > 0).length

const subscriber = asNodeId('s:1')

const copyOf = (id: NodeId, hops = 1): Forwarded => ({
  _tag: 'Forwarded',
  subscriber: id,
  boot: usualBoot,
  number: 1,
  copy: 0,
  hops,
  handover: 1,
})

const groups = [2, 3].flatMap((size) =>
  [0, 1, 2, 3].flatMap((copies) => [0, 4].map((tries) => [size, copies, tries] as const)),
)

/** Whom a rumor of `from` comes to. */
const reach = (group: World, from: NodeId): ReadonlySet<NodeId> => {
  const reached = new Set([from])
  // A set grows while it is walked through, and what was added is walked through too.
  for (const node of reached) for (const { id } of group.state(node).partialView) reached.add(id)
  return reached
}

describe('forwarding that never ends in a group of 2 or 3', () => {
  it.each(groups)('ends in a group of %i, c = %i, %i tries', (size, copies, handoverTries) => {
    const config = configOf({ copies, handoverTries })
    const [group, nodes] = grown(config, size)
    const before = forwarded(group)
    // What nobody can keep goes round until the hop limit, and each join of a node sends out a few.
    expect(before).toBeLessThanOrEqual(nodes.length * (size + copies) * config.hopLimit)
    group.pass(30_000)
    expect(forwarded(group)).toBe(before)
    for (const node of nodes) expect(group.state(node).handover.pending).toEqual([])
  })

  it.each(groups)('lets all reach all in a group of %i, c = %i, %i tries', (size, copies, handoverTries) => {
    const [group, nodes] = grown(configOf({ copies, handoverTries }), size)
    group.pass(20_000)
    for (const node of nodes) {
      const reached = reach(group, node)
      expect([...reached].sort()).toEqual(nodes)
    }
  })

  it('a copy that reaches a node which knows the subscriber alone ends there', () => {
    const [, effects] = hear(memberWith(configOf(), [subscriber]), asNodeId('x:1'), copyOf(subscriber))
    expect(sent(effects, 'Forwarded')).toEqual([])
    expect(told(effects, 'Dropped').map(({ reason }) => reason)).toEqual(['copyUnplaced'])
  })

  it('a copy goes back to where it came from only where there is no other way', () => {
    const [from, other] = ['a:1', 'b:1'].map(asNodeId)
    if (from === undefined || other === undefined) throw new Error('two were named')
    const targets = (members: ReadonlyArray<NodeId>): ReadonlyArray<NodeId> =>
      sent(hear(memberWith(configOf(), members), from, copyOf(subscriber))[1], 'Forwarded').map(
        ({ to }) => to,
      )
    // Whoever holds the subscriber already passes every copy on.
    expect(targets([from, subscriber])).toEqual([from])
    expect(targets([from, other, subscriber])).toEqual([other])
  })

  it('at the hop limit a copy is kept where that is possible, and dropped with a notice where not', () => {
    const copy = copyOf(subscriber, 4)
    const config = configOf({ hopLimit: 4, partialViewLimit: 3 })
    const members = ['a:1', 'b:1', 'c:1'].map(asNodeId)
    for (let entropy = 0; entropy < 50; entropy++) {
      const [roomy] = hear(memberWith(config, members.slice(0, 2)), asNodeId('x:1'), copy, { entropy })
      expect(roomy.partialView).toHaveLength(3)
      const [full, effects] = hear(memberWith(config, members), asNodeId('x:1'), copy, { entropy })
      expect(full.partialView).toHaveLength(3)
      expect(told(effects, 'Dropped').map(({ reason }) => reason)).toEqual(['copyUnplaced'])
      expect(sent(effects, 'Forwarded')).toEqual([])
    }
  })
})

describe('InView never told', () => {
  it.each([0, 1, 2])('at rest both ends of every arc know it, in a group of 8 with c = %d', (copies) => {
    const [group, nodes] = grown(configOf({ copies }), 8)
    group.pass(20_000)
    const arcs = nodes.flatMap((from) => group.state(from).partialView.map(({ id }) => `${from} ${id}`))
    const known = nodes.flatMap((to) => group.state(to).inView.map(({ id }) => `${id} ${to}`))
    expect(known.sort()).toEqual(arcs.sort())
  })

  it.each([0, 1, 2])('every node that joined has an in-arc before any heartbeat, with c = %d', (copies) => {
    const [group, nodes] = grown(
      configOf({ copies, heartbeatInterval: 40_000, isolationTimeout: 80_000, sizeEpoch: 0 }),
      8,
    )
    for (const node of nodes.slice(1)) expect(group.state(node).inView).not.toEqual([])
  })

  it('who keeps a newcomer says so, and the newcomer notes it', () => {
    const newcomer = asNodeId('s:1')
    const [, effects] = hear(memberWith(configOf(), []), newcomer, {
      _tag: 'Subscribe',
      number: 1,
      extra: true,
      linked: true,
      handover: 1,
      renews: 0,
    })
    const [word] = sent(effects, 'Kept')
    expect(word?.to).toBe(newcomer)
    if (word === undefined) return
    const [after, answer] = hear(memberWith(configOf(), [asNodeId('a:1')]), asNodeId('k:1'), word.message)
    expect(after.inView.map(({ id }) => id)).toEqual(['k:1'])
    expect(told(answer, 'ArcAdded').map(({ view, because }) => [view, because])).toEqual([
      ['InView', 'keeperTold'],
    ])
  })
})
