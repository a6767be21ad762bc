import { describe, expect, it } from 'vitest'
import {
  asBoot,
  asInstant,
  asNodeId,
  type NodeId,
  type Peer,
  type State,
  type Unsubscribe,
} from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { self, usualBoot } from '../arbitrary/id.ts'
import { memberWith, peer, peersOf } from '../arbitrary/member.ts'
import { hear, sent, told, undeliverable } from '../arbitrary/say.ts'
import { expectUniform } from '../statistics/chi-square.ts'
import { random } from '../statistics/entropies.ts'

const [a, b, c, d] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1'), asNodeId('d:1')]
const config = configOf({ sizeEpoch: 0, lease: 0 })

const taking = (replacement: Peer): Unsubscribe => ({ _tag: 'Unsubscribe', replacement, handover: 1 })

/** It held `a`, which has left and named `replacement`. */
const handed = (
  view: ReadonlyArray<NodeId>,
  replacement: Peer,
  state: Partial<State> = {},
): ReturnType<typeof hear> => hear({ ...memberWith(config, view), ...state }, a, taking(replacement))

const copyOf = (subscriber: Peer) => ({
  _tag: 'Forwarded',
  subscriber: subscriber.id,
  boot: subscriber.boot,
  number: 0,
  copy: 0,
  hops: 1,
  handover: 1,
})

describe('an arc that a leaver hands over to one who cannot make it', () => {
  it('is handed on as a copy by the replacement itself', () => {
    const [after, effects] = handed([a, b], self)
    expect(sent(effects, 'Forwarded')).toEqual([{ to: b, message: copyOf(self) }])
    expect(peersOf(after.partialView)).toEqual([peer(b)])
    expect(after.handover.pending.map(({ to }) => to)).toEqual([b])
  })

  it('is handed on as a copy by one that holds the replacement already', () => {
    const [after, effects] = handed([a, b, c], peer(c))
    expect(sent(effects, 'Forwarded')).toEqual([{ to: b, message: copyOf(peer(c)) }])
    expect(sent(effects, 'Kept')).toEqual([])
    expect(peersOf(after.partialView)).toEqual([b, c].map(peer))
  })

  it('is handed on as a copy by one that leaves too', () => {
    const phase = { _tag: 'Leaving', until: asInstant(90_000) } as const
    const [after, effects] = handed([a, b], peer(c), { phase })
    expect(sent(effects, 'Forwarded')).toEqual([{ to: b, message: copyOf(peer(c)) }])
    expect(peersOf(after.partialView)).toEqual([peer(b)])
  })

  it('goes to any member but the leaver and the replacement, to all alike', () => {
    const view = [a, ...Array.from({ length: 6 }, (_, index) => asNodeId(`m:${index}`)), c]
    const state = memberWith(config, view)
    const targets = random(6_000, 31).flatMap((entropy) =>
      sent(hear(state, a, taking(peer(c)), { entropy })[1], 'Forwarded').map(
        ({ to }) => view.indexOf(to) - 1,
      ),
    )
    expect(targets).toHaveLength(6_000)
    expectUniform(targets, 5)
  })

  it('cannot be made where nobody else is known, and is dropped with a notice', () => {
    for (const [view, replacement] of [
      [[a], self],
      [[a, c], peer(c)],
    ] as const) {
      const [, effects] = handed(view, replacement)
      expect(sent(effects, 'Forwarded')).toEqual([])
      expect(told(effects, 'Dropped')).toMatchObject([{ reason: 'copyUnplaced', about: replacement }])
    }
  })

  it('goes elsewhere when the next hop stays silent', () => {
    const [waiting, effects] = handed([a, b, c, d], peer(c))
    const [{ to } = { to: a }] = sent(effects, 'Forwarded')
    const [, again] = undeliverable(waiting, to)
    expect(sent(again, 'Forwarded')).toMatchObject([
      { to: to === b ? d : b, message: { hops: 2, number: 0 } },
    ])
  })

  it('is kept by whoever takes the copy, which says that no subscription led to it', () => {
    const [, effects] = hear(memberWith(config, []), b, { ...copyOf(peer(c)), _tag: 'Forwarded' })
    expect(sent(effects, 'Kept').map(({ to, message }) => [to, message.number])).toEqual([[c, 0]])
  })

  it('is made at once by one who can', () => {
    const [after, effects] = handed([a, b], peer(c))
    expect(sent(effects, 'Forwarded')).toEqual([])
    expect(sent(effects, 'Kept').map(({ to, message }) => [to, message.number])).toEqual([[c, 0]])
    expect(peersOf(after.partialView)).toEqual([b, c].map(peer))
  })
})

describe('no copy sets out', () => {
  const silent = ([, effects]: ReturnType<typeof hear>): void => {
    expect(sent(effects, 'Forwarded')).toEqual([])
    expect(sent(effects, 'Kept')).toEqual([])
    expect(told(effects, 'Dropped')).toEqual([])
  }

  it('of a replacement that has left itself', () => {
    const [gone] = hear(memberWith(config, [a, b, c], [c]), c, {
      _tag: 'Unsubscribe',
      replacement: null,
      handover: 9,
    })
    silent(hear(gone, a, taking(peer(c))))
  })

  it('of a former life of a replacement, held in a newer one', () => {
    const former = { id: c, boot: asBoot(usualBoot - 1) }
    silent(handed([a, b, c], former))
    const state = memberWith(config, [a, b], [c])
    silent(hear(state, a, taking(former)))
  })

  it('of a former life of the node itself', () => {
    silent(handed([a, b], { id: self.id, boot: asBoot(self.boot - 1) }))
  })

  it('where the leaver was not held, or names nobody', () => {
    silent(handed([b, c], peer(c)))
    silent(hear(memberWith(config, [a, b]), a, { _tag: 'Unsubscribe', replacement: null, handover: 1 }))
  })

  it('when the word of the leaver comes again', () => {
    const [once] = handed([a, b, c], peer(c))
    silent(hear(once, a, taking(peer(c))))
  })
})
