import { describe, expect, it } from 'vitest'
import { groupSize, type NodeId, type State } from '../../core/index.ts'
import { holds as isHeld } from '../../core/membership/view.ts'
import { configOf } from '../arbitrary/config.ts'
import { told } from '../arbitrary/say.ts'
import { type World, world } from '../arbitrary/world.ts'

const COUNT = 12
const LEASE = 20_000

const config = configOf({ lease: LEASE, sizeEpoch: 5_000, copies: 1 })

/** A group that has grown one join at a time, each through a node that was there. */
const grown = (): readonly [World, ReadonlyArray<NodeId>] => {
  const group = world(config)
  const nodes: NodeId[] = []
  for (let index = 0; index < COUNT; index++) {
    const node = group.start(`n:${index}`)
    const contact = nodes[(7 * index) % Math.max(1, nodes.length)]
    group.command(node, { _tag: 'Join', contacts: contact === undefined ? [] : [contact] })
    nodes.push(node)
    group.pass(300)
  }
  return [group, nodes]
}

/** Lets time go on to a moment when nobody waits for an acknowledgement. */
const rest = (group: World, nodes: ReadonlyArray<NodeId>): ReadonlyArray<State> => {
  const isBusy = (): boolean => nodes.some((node) => group.state(node).handover.pending.length > 0)
  for (let tries = 0; isBusy() && tries < 1_000; tries++) group.pass(10)
  return nodes.map((node) => group.state(node))
}

const arcs = (states: ReadonlyArray<State>): number =>
  states.reduce((sum, { partialView }) => sum + partialView.length, 0)

describe('a group of twelve, over ten leases', () => {
  const [group, nodes] = grown()
  group.pass(5_000)
  group.pass(10 * LEASE)
  const states = rest(group, nodes)
  const notices = told(
    group.log.map(({ effect }) => effect),
    'ArcRemoved',
  )

  it('exchanges arcs', () => {
    const exchanged = notices.filter(({ because }) => because === 'exchanged')
    // Every node, in each lease, about two holders at least; each exchange is noticed at both ends.
    expect(exchanged.filter(({ view }) => view === 'InView').length).toBeGreaterThan(10 * COUNT)
    expect(exchanged.filter(({ view }) => view === 'PartialView').length).toBeGreaterThan(10 * COUNT)
  })

  it('loses nobody: each is held, and holds somebody', () => {
    for (const { phase, partialView, inView } of states) {
      expect(phase._tag).toBe('Member')
      expect(partialView.length).toBeGreaterThan(0)
      expect(inView.length).toBeGreaterThan(0)
    }
    expect(
      told(
        group.log.map(({ effect }) => effect),
        'Isolated',
      ),
    ).toEqual([])
  })

  it('has views near the law, neither grown nor worn out', () => {
    const lawful = 1 + 2 * (Math.log(COUNT) - 0.92)
    expect(arcs(states) / COUNT).toBeGreaterThan(0.75 * lawful)
    expect(arcs(states) / COUNT).toBeLessThan(1.35 * lawful)
  })

  it('knows at both ends of every arc that it is there', () => {
    for (const { self, partialView } of states) {
      for (const { id } of partialView)
        expect(isHeld(group.state(id).inView, self.id), `${self.id} -> ${id}`).toBe(true)
    }
  })

  it('counts itself, each of them alike', () => {
    for (const state of states) {
      expect(groupSize(state)).toBeGreaterThanOrEqual(COUNT - 3)
      expect(groupSize(state)).toBeLessThanOrEqual(COUNT + 3)
    }
  })

  it('forgets within some epochs who has gone', () => {
    const gone = nodes.slice(8)
    for (const node of gone) group.kill(node)
    group.pass((config.sizeHistoryLimit + 2) * config.sizeEpoch)
    // Who is isolated by that, and looks for the group, does not count it.
    const members = nodes
      .slice(0, 8)
      .map((node) => group.state(node))
      .filter(({ phase }) => phase._tag === 'Member')
    expect(members.length).toBeGreaterThanOrEqual(5)
    for (const state of members) expect(groupSize(state)).toBeLessThanOrEqual(10)
  })
})
