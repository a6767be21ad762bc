import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId } from '../../core/index.ts'
import { ask, hear, sent, told } from '../arbitrary/say.ts'
import { rumor } from '../eager/member.ts'
import { holds } from '../property/holds.ts'
import {
  bytes,
  configFor,
  delivered,
  fragment,
  fragmentLimit,
  heard,
  NOW,
  origin,
  published,
  receiver,
} from './member.ts'

const LIMIT = fragmentLimit(configFor())

const length = fc.oneof(
  fc.integer({ min: 0, max: 3_000 }),
  fc.constantFrom(0, 1, LIMIT - 1, LIMIT, LIMIT + 1, 2 * LIMIT, 2 * LIMIT + 1, 3_000),
)

holds(
  'a payload of any length, cut and put together in any order, with any repetitions, is delivered once as it was',
  [length, fc.infiniteStream(fc.nat()), fc.array(fc.nat(), { maxLength: 10 }), fc.nat(1_000)],
  (size, order, repetitions, start) => {
    const payload = bytes(size, start)
    const rumors = published(payload, configFor(), start)
    expect(rumors).toHaveLength(Math.max(1, Math.ceil(size / LIMIT)))
    const shuffled = rumors
      .map((message) => ({ message, key: order.next().value ?? 0 }))
      .sort((a, b) => a.key - b.key)
      .map(({ message }) => message)
    for (const one of repetitions) {
      const again = shuffled[one % shuffled.length]
      if (again !== undefined) shuffled.splice(one % (shuffled.length + 1), 0, again)
    }
    const [after, effects] = heard(receiver(), shuffled)
    expect(delivered(effects)).toEqual([
      {
        _tag: 'Delivered',
        rumor: { origin, boot: asBoot(4), sequence: start + 1 },
        from: 'h:0',
        hops: 1,
        payload,
      },
    ])
    expect(after.assemblies).toEqual([])
    const [again, none] = heard(after, shuffled)
    expect([delivered(none), again.assemblies]).toEqual([[], []])
  },
)

describe('a long payload', () => {
  const rumors = published(bytes(3_000))

  it('is cut into as few fragments as fit a datagram, all full but the last', () => {
    const sizes = rumors.map(({ payload }) => payload.length)
    expect(sizes.slice(0, -1).every((size) => size === LIMIT)).toBe(true)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3_000)
  })

  it('has fragments with sequences of their own that follow one another', () => {
    expect(rumors.map(({ sequence, part, parts }) => [sequence, part, parts])).toEqual(
      rumors.map((_, at) => [at + 1, at, rumors.length]),
    )
  })

  it('goes to each member once, and is told as one message', () => {
    const [after, effects] = ask(receiver(), { _tag: 'Publish', payload: bytes(3_000) })
    expect(told(effects, 'Published')).toEqual([
      { _tag: 'Published', rumor: { origin: after.self.id, boot: after.self.boot, sequence: 1 }, copies: 2 },
    ])
    expect(sent(effects, 'Rumor')).toHaveLength(2 * rumors.length)
  })

  it('leaves its sequences behind: the next message follows on', () => {
    const [once] = ask(receiver(), { _tag: 'Publish', payload: bytes(3_000) })
    const [, effects] = ask(once, { _tag: 'Publish', payload: bytes(5) })
    expect(told(effects, 'Published')[0]?.rumor.sequence).toBe(rumors.length + 1)
    expect(sent(effects, 'Rumor')[0]?.message).toMatchObject({
      sequence: rumors.length + 1,
      part: 0,
      parts: 1,
    })
  })

  it('is not taken if it is longer than payloadLimit', () => {
    const [after, effects] = ask(receiver(), { _tag: 'Publish', payload: bytes(3_001) })
    expect(told(effects, 'Refused').map(({ reason }) => reason)).toEqual(['payloadTooLarge'])
    expect(after.published).toBe(0)
  })
})

describe('a fragment', () => {
  const [waiting, effects] = heard(receiver(), [fragment(1)])

  it('is passed on, and can be asked for, before the others have come', () => {
    expect(sent(effects, 'Rumor').map(({ to, message }) => [to, message.part, message.parts])).toEqual([
      ['m:0', 1, 3],
      ['m:1', 1, 3],
    ])
    const { boot, sequence } = fragment(1)
    const [, served] = hear(waiting, asNodeId('m:1'), {
      _tag: 'Graft',
      rumors: [{ origin, boot, sequence }],
      promote: false,
    })
    expect(sent(served, 'Rumor')).toHaveLength(1)
  })

  it('waits for the others, which are known by their numbers', () => {
    expect(delivered(effects)).toEqual([])
    const [, more] = heard(waiting, [fragment(0), fragment(2)])
    expect(delivered(more).map(({ rumor: id }) => id.sequence)).toEqual([1])
  })

  it('is not mixed up with those of another message, origin or life', () => {
    const others = [
      fragment(0, 3, { first: 4 }),
      fragment(2, 3, { first: 4 }),
      fragment(0, 3, { origin: asNodeId('o:2') }),
      fragment(2, 3, { origin: asNodeId('o:2') }),
      fragment(0, 3, { boot: asBoot(5) }),
      fragment(2, 3, { boot: asBoot(5) }),
    ]
    const [after, none] = heard(waiting, others)
    expect(delivered(none)).toEqual([])
    expect(after.assemblies).toHaveLength(4)
  })

  it('of this node itself, in a former life, is passed on and put together by others only', () => {
    const own = [0, 1, 2].map((part) => fragment(part, 3, { origin: receiver().self.id, boot: asBoot(3) }))
    const [after, sends] = heard(receiver(), own)
    expect(sent(sends, 'Rumor')).toHaveLength(6)
    expect([delivered(sends), after.assemblies]).toEqual([[], []])
  })
})

describe('a message after a long one', () => {
  it('is delivered at once, while the long one waits', () => {
    const [waiting] = heard(receiver(), [fragment(0), fragment(2)])
    const [next, effects] = heard(waiting, [rumor({ sequence: 4, eager: false })])
    expect(delivered(effects).map(({ rumor: id }) => id.sequence)).toEqual([4])
    expect(delivered(heard(next, [fragment(1)])[1]).map(({ rumor: id }) => id.sequence)).toEqual([1])
  })
})

it('a message that came together after its first fragment was forgotten is seen as a whole from then on', () => {
  const late = NOW + 2 * configFor().seenWindow
  const [waiting] = heard(receiver(), [fragment(0)])
  const [whole, effects] = heard(waiting, [fragment(1), fragment(2)], late)
  expect(delivered(effects)).toHaveLength(1)
  // One of the same number that says to be whole is no other message.
  expect(delivered(heard(whole, [rumor({ sequence: 1 })], late)[1])).toEqual([])
})
