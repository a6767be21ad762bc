import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type Message, type Peer, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { world } from '../arbitrary/world.ts'
import { words } from '../suspicion/word.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]
const config = configOf({ hopLimit: 4 })
const later = asBoot(usualBoot + 1)
const newA: Peer = { id: a, boot: later }

const member = memberWith(config, [a, b], [a, b])

const lives = ({ partialView, inView }: State): ReadonlyArray<number> =>
  [...partialView, ...inView].filter(({ id }) => id === a).map(({ boot }) => boot)

const copyOf = ({ id, boot }: Peer): Message => ({
  _tag: 'Forwarded',
  subscriber: id,
  boot,
  number: 1,
  copy: 0,
  hops: 4,
  handover: 50,
})

describe('arcs to a former life of a node', () => {
  it.each<Message>([
    { _tag: 'Kept', handover: 1, number: 1 },
    { _tag: 'Heartbeat', sketch: null },
    { _tag: 'Subscribe', number: 1, extra: true, linked: true, handover: 1, renews: 0 },
  ])('end when the newer one says $_tag', (message) => {
    const [after, effects] = hear(member, a, message, { boot: later })
    expect(peersOf(after.partialView)).toEqual([peer(b)])
    expect(lives(after)).not.toContain(usualBoot)
    expect(
      told(effects, 'ArcRemoved').map(({ view, peer: { id, boot }, because }) => [view, id, boot, because]),
    ).toEqual([
      ['PartialView', a, usualBoot, 'restarted'],
      ['InView', a, usualBoot, 'restarted'],
    ])
  })

  it.each<Message>([
    { _tag: 'Walk', seeker: b, boot: usualBoot, search: 1, attempt: 1, budget: 0, hops: 1, handover: 0 },
    { _tag: 'Acknowledge', handover: 9, sketch: null },
    copyOf(peer(asNodeId('z:1'))),
  ])('end only with its next heartbeat when the newer one just passes a $_tag on', (message) => {
    const [passed] = hear(member, a, message, { boot: later })
    expect(lives(passed)).toContain(usualBoot)
    const [after] = hear(passed, a, { _tag: 'Heartbeat', sketch: null }, { boot: later })
    expect(lives(after)).not.toContain(usualBoot)
  })

  it('give way to a copy of the newer one that is kept', () => {
    const [after, effects] = hear(memberWith(config, [a, b]), b, copyOf(newA))
    expect(peersOf(after.partialView)).toEqual([peer(b), newA])
    expect(told(effects, 'ArcRemoved').map(({ because }) => because)).toEqual(['restarted'])
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([a])
  })

  it('and come back when the former one speaks: the newer one never was', () => {
    const [renewed] = hear(memberWith(config, [a, b]), b, copyOf(newA))
    const [after, effects] = hear(renewed, a, { _tag: 'Answer', sketch: null, eager: true })
    expect(peersOf(after.partialView)).toEqual([peer(b), peer(a)])
    expect(told(effects, 'ArcAdded').map(({ because }) => because)).toEqual(['restored'])
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([a])
  })

  it('stay when a copy of a newer one passes on, until it answers itself', () => {
    const copy: Message = { ...words.Forwarded, subscriber: a, boot: later }
    const [asking, effects] = hear(memberWith(config, [a, b, c]), b, copy, { entropy: 2 })
    expect(peersOf(asking.partialView)).toEqual([peer(a), peer(b), peer(c)])
    expect(sent(effects, 'Heartbeat').map(({ to }) => to)).toEqual([a])
    const [after, ended] = hear(asking, a, { _tag: 'Answer', sketch: null, eager: true }, { boot: later })
    expect(peersOf(after.partialView)).toEqual([peer(b), peer(c)])
    expect(told(ended, 'ArcRemoved').map(({ because }) => because)).toEqual(['restarted'])
  })

  it('do not come back by what the former one said before', () => {
    const [after] = hear(member, a, { _tag: 'Heartbeat', sketch: null }, { boot: later })
    for (const message of [
      { _tag: 'Heartbeat', sketch: null },
      { _tag: 'Kept', handover: 7, number: 1 },
    ] as const) {
      const [still, effects] = hear(after, a, message)
      expect(still.inView).toEqual(after.inView)
      expect(told(effects, 'Rejected').map(({ reason }) => reason)).toEqual(['formerLife'])
    }
  })

  it('end, with a notice, though the newer one is known already as a member', () => {
    const [kept] = hear(memberWith(config, [], [a]), b, copyOf(newA))
    expect(peersOf(kept.partialView)).toEqual([newA])
    const [after, effects] = hear(kept, a, { _tag: 'Heartbeat', sketch: null }, { boot: later })
    expect(lives(after)).toEqual([later, later])
    expect(told(effects, 'ArcRemoved')).toEqual([
      { _tag: 'ArcRemoved', view: 'InView', peer: peer(a), because: 'restarted' },
    ])
  })

  it.each<readonly [string, Message]>([
    ['a late copy of it', copyOf(peer(a))],
    ['a leaver that names it', { _tag: 'Unsubscribe', replacement: peer(a), handover: 1 }],
  ])('are not made anew by %s, where heartbeats have told of the newer one', (_what, message) => {
    const [heard] = hear(memberWith(config, [b]), a, { _tag: 'Heartbeat', sketch: null }, { boot: later })
    const [after] = hear(heard, b, message)
    expect(lives(after)).toEqual([later])
  })

  it('end alone: an arc from the newer one stays', () => {
    // The InView knows the newer life, when a leaver names the former one as its replacement.
    const [heard] = hear(memberWith(config, [b]), a, { _tag: 'Heartbeat', sketch: null }, { boot: later })
    const [mixed] = hear(heard, b, { _tag: 'Unsubscribe', replacement: peer(a), handover: 1 })
    const [after, effects] = hear(mixed, a, { _tag: 'Heartbeat', sketch: null }, { boot: later })
    expect(lives(after)).toEqual([later])
    expect(told(effects, 'ArcRemoved').filter(({ view }) => view === 'InView')).toEqual([])
    expect(told(effects, 'ArcAdded')).toEqual([])
  })

  it('are gone from the whole group after a node was killed and started again', () => {
    const group = world(configOf({ copies: 1 }))
    const nodes = ['a:1', 'b:1', 'c:1', 'd:1'].map((name) => group.start(name))
    for (const node of nodes) {
      group.command(node, { _tag: 'Join', contacts: node === a ? [] : [a] })
      group.pass(2_000)
    }
    group.kill(c)
    group.pass(1_000)
    group.start(c, 2)
    group.command(c, { _tag: 'Join', contacts: [a] })
    group.pass(20_000)
    const known = nodes.flatMap((node) => [...group.state(node).partialView, ...group.state(node).inView])
    expect(known.filter(({ id }) => id === c).map(({ boot }) => boot)).not.toContain(1)
    expect(group.state(c).inView).not.toEqual([])
    const arcs = nodes.flatMap((from) => group.state(from).partialView.map(({ id }) => `${from} ${id}`))
    const mirrored = nodes.flatMap((to) => group.state(to).inView.map(({ id }) => `${id} ${to}`))
    expect(mirrored.sort()).toEqual(arcs.sort())
  })
})
