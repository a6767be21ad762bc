import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Message, type State } from '../../core/index.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { hear, letters, sent, told, wake } from '../arbitrary/say.ts'
import { sketchOf } from '../size/count.ts'
import { configWith, NOW, names, peer } from '../suspicion/member.ts'
import { words } from '../suspicion/word.ts'
import { fatesOf, idsOf, PROBE, survivor } from './member.ts'

const x = asNodeId('x:1')

describe('the answer to a probe', () => {
  it('fills an empty view', () => {
    const [after, effects] = hear(survivor({ members: [] }), x, words.Alive)
    expect(idsOf(after.partialView)).toEqual([x])
    expect(told(effects, 'ArcAdded')).toEqual([
      { _tag: 'ArcAdded', view: 'PartialView', peer: peer(x), because: 'healed' },
    ])
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([x])
  })

  it('has a small view look for another member, from the one that answered', () => {
    const [after, effects] = hear(survivor({ viewSize: 13 }), x, words.Alive)
    expect(sent(effects, 'Walk').map(({ to, message }) => [to, message.search])).toEqual([[x, 7]])
    expect(after.partialView).toHaveLength(6)
    const [offered, kept] = hear(after, asNodeId('y:1'), { _tag: 'Contact', search: 7 })
    expect(idsOf(offered.partialView)).toEqual([...names(6, 'm'), 'y:1'])
    expect(told(kept, 'ArcAdded').map(({ because }) => because)).toEqual(['replaced'])
  })

  it('of a member of a small view changes nothing', () => {
    const small = survivor({ viewSize: 13 })
    expect(hear(small, asNodeId('m:1'), words.Alive)[1]).toEqual([])
  })

  it('has who answered remembered as the latest, and nothing more, where the view is whole', () => {
    const [after, effects] = hear(survivor({ fates: { [x]: 'seen', 'y:1': 'seen' } }), x, words.Alive)
    expect(effects).toEqual([])
    expect(idsOf(after.healing.remembered)).toEqual(['y:1', x])
    expect(after.partialView).toHaveLength(6)
  })

  it('of who has left is none', () => {
    const [left] = hear(survivor({ members: [] }), x, words.Unsubscribe)
    expect(hear(left, x, words.Alive)[0].partialView).toEqual([])
  })

  it('is none for a node that looks for its own place', () => {
    const searching: State['phase'] = {
      _tag: 'Searching',
      reason: 'isolation',
      search: 6,
      attempt: 1,
      asked: 'm:1',
      retryAt: asInstant(3_000_000),
    }
    const [after, effects] = hear(survivor({ members: [], slices: { phase: searching } }), x, words.Alive)
    expect([after.partialView, effects]).toEqual([[], []])
  })
})

describe('a member that was dropped from a view that became small', () => {
  const fates = { 'a:1': 'dropped', 'b:1': 'dropped' } as const

  it('is replaced by the node that is found: restored, it takes the place of another', () => {
    const [seeking] = hear(survivor({ viewSize: 13, fates }), x, words.Alive)
    const [found] = hear(seeking, asNodeId('y:1'), { _tag: 'Contact', search: 7 })
    expect(Object.values(fatesOf(found)).sort()).toEqual(['dropped', 'replaced'])
    const [after] = ['a:1', 'b:1'].reduce<ReturnType<typeof hear>>(
      ([state], id) => hear(state, asNodeId(id), words.Alive),
      [found, []],
    )
    // Of two that were lost and one that was found there is one more than before.
    expect(after.partialView).toHaveLength(8)
  })

  it('is replaced by whoever fills an empty view', () => {
    const [healed] = hear(survivor({ members: [], fates }), x, words.Alive)
    expect(Object.values(fatesOf(healed)).sort()).toEqual(['dropped', 'replaced'])
  })

  it('is replaced by the holder that an empty view adopts', () => {
    const state = survivor({ members: [], fates })
    const [adopting] = wake(
      { ...state, pulse: { ...state.pulse, beatAt: asInstant(NOW + 400) } },
      { at: NOW + 400 },
    )
    expect(adopting.partialView).toHaveLength(1)
    expect(Object.values(fatesOf(adopting)).sort()).toEqual(['dropped', 'replaced'])
  })
})

const EPOCH = 5
const ours = names(20, 'n')
const counting = configWith({ probeInterval: PROBE, sizeEpoch: 60_000, handoverTries: 0 })

/** A node whose part of the group has counted these, in an epoch that began so long ago. */
const counted = (age = 10_000, members = names(6, 'm')): State =>
  survivor({
    members,
    config: counting,
    slices: {
      size: {
        sketch: sketchOf(EPOCH, ours),
        startedAt: asInstant(NOW - age),
        endsAt: asInstant(NOW + 30_000),
        history: [20],
      },
    },
  })

const says = (tag: 'Probe' | 'Alive', epoch: number, all = names(40, 'z')): Message => ({
  _tag: tag,
  unites: false,
  sketch: sketchOf(epoch, all),
})

describe.each(['Probe', 'Alive'] as const)('who is from another part of the group, by its %s,', (tag) => {
  it('takes the place of a member', () => {
    const [after, effects] = hear(counted(), x, says(tag, EPOCH))
    expect(after.partialView).toHaveLength(6)
    expect(idsOf(after.partialView)).toContain(x)
    expect(sent(effects, 'Kept').map(({ to }) => to)).toEqual([x])
    const arcs = [...told(effects, 'ArcRemoved'), ...told(effects, 'ArcAdded')]
    expect(arcs.map(({ because }) => because)).toEqual(['swapped', 'healed'])
  })

  it('is known by an epoch that is none of ours', () => {
    for (const epoch of [0, EPOCH - 2, EPOCH + 2, 2 ** 31, 2 ** 32 - 1]) {
      expect(idsOf(hear(counted(100), x, says(tag, epoch, ours))[0].partialView)).toContain(x)
    }
  })

  it.each([
    ['it has counted nobody whom we have not', says(tag, EPOCH, ours.slice(3))],
    ['its epoch has just begun', says(tag, EPOCH + 1)],
    ['it does not count', { _tag: tag, unites: false, sketch: null }],
  ] as const)('is not known where %s', (_why, message) => {
    expect(idsOf(hear(counted(), x, message)[0].partialView)).toEqual(names(6, 'm'))
  })

  it('is not known while our own epoch is young', () => {
    expect(idsOf(hear(counted(3_999), x, says(tag, EPOCH))[0].partialView)).not.toContain(x)
    expect(idsOf(hear(counted(4_000), x, says(tag, EPOCH))[0].partialView)).toContain(x)
  })

  it('is known by the epoch before ours, unless ours is young: then it may not have heard of it', () => {
    expect(idsOf(hear(counted(3_999), x, says(tag, EPOCH - 1, ours))[0].partialView)).not.toContain(x)
    expect(idsOf(hear(counted(4_000), x, says(tag, EPOCH - 1, ours))[0].partialView)).toContain(x)
  })

  it('is told that it is held, and that this node wants to be held as well', () => {
    const united = letters(hear(counted(), x, says(tag, EPOCH))[1]).filter(
      ({ message }) => message._tag === 'Alive',
    )
    expect(united).toMatchObject([{ to: x, message: { unites: true } }])
  })

  it('is not held twice', () => {
    const [after, effects] = hear(counted(10_000, [x, ...names(3, 'm')]), x, says(tag, EPOCH))
    expect(idsOf(after.partialView)).toEqual([x, ...names(3, 'm')])
    expect(told(effects, 'ArcAdded')).toEqual([])
  })

  it('is not held when it has left, or speaks from a former life', () => {
    const [left] = hear(counted(), x, words.Unsubscribe)
    expect(idsOf(hear(left, x, says(tag, EPOCH))[0].partialView)).not.toContain(x)
    const knowing = { ...counted(), healing: survivor({ fates: { [x]: 'seen' } }).healing }
    expect(idsOf(hear(knowing, x, says(tag, EPOCH), { boot: usualBoot - 1 })[0].partialView)).not.toContain(x)
  })
})

it('two parts of a group join both ways: who probes, and who is probed', () => {
  const [probed, effects] = hear(counted(), x, says('Probe', EPOCH))
  expect(idsOf(probed.partialView)).toContain(x)
  expect(sent(effects, 'Alive')).toEqual([
    { to: x, message: { _tag: 'Alive', unites: true, sketch: sketchOf(EPOCH, ours) } },
  ])
})

describe('somebody who unites with this node', () => {
  const unites: Message = { _tag: 'Alive', unites: true, sketch: sketchOf(EPOCH, ours) }

  it('is held, although nothing shows that it is of another part', () => {
    expect(idsOf(hear(counted(0), x, unites)[0].partialView)).toContain(x)
  })

  it('is held beside the others where they are c + 1 at most', () => {
    const few = { ...counted(), partialView: counted().partialView.slice(0, 2) }
    expect(hear(few, x, unites)[0].partialView).toHaveLength(3)
  })

  it('is not answered: it holds this node already', () => {
    expect(letters(hear(counted(), x, unites)[1]).filter(({ message }) => message._tag === 'Alive')).toEqual(
      [],
    )
  })
})
