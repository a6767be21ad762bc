import { describe, expect, it } from 'vitest'
import { fragmentLimit as limitOf } from '../../core/config.ts'
import type { Rumor } from '../../core/index.ts'
import { told } from '../arbitrary/say.ts'
import { rumor } from '../eager/member.ts'
import { bytes, configFor, delivered, dropped, fragment, heard, NOW, published, receiver } from './member.ts'

describe('a fragment that can be none', () => {
  const [waiting] = heard(receiver(), [fragment(0)])

  const contradictions: Readonly<Record<string, Rumor>> = {
    'of as many as another one said': fragment(1, 4),
    'of more than there are': fragment(3, 3),
    'of more than the first message of its origin': rumor({ sequence: 2, part: 2, parts: 3 }),
    'without a payload': fragment(1, 3, { payload: new Uint8Array(0) }),
    'of one, but not the first': rumor({ sequence: 9, part: 1, parts: 1 }),
  }

  it.each(Object.entries(contradictions))('is rejected, and changes nothing: not %s', (_why, message) => {
    const [after, effects] = heard(waiting, [message])
    expect(effects).toEqual([
      {
        _tag: 'Notify',
        notice: { _tag: 'Rejected', from: 'h:0', message: 'Rumor', reason: 'inconsistent' },
      },
    ])
    expect({ ...after, now: NOW }).toEqual({ ...waiting, now: NOW })
    // The right one still counts.
    const [, whole] = heard(after, [fragment(1), fragment(2)])
    expect(delivered(whole)).toHaveLength(1)
  })

  it('is not one that came before: that is a duplicate', () => {
    const [, effects] = heard(waiting, [fragment(0)])
    expect(effects).toEqual([])
  })
})

describe('a message from a node with other limits', () => {
  it('that cuts smaller is put together as well', () => {
    const payload = bytes(2_000)
    const rumors = published(payload, configFor())
    const large = configFor({ datagramLimit: 900, payloadLimit: 6_000 })
    const [, effects] = heard(receiver(large), rumors)
    expect(delivered(effects).map((notice) => notice.payload)).toEqual([payload])
  })

  it('that cuts larger is not passed on, which is said of each fragment', () => {
    const rumors = published(bytes(2_000), configFor({ datagramLimit: 900 }))
    const [after, effects] = heard(receiver(), rumors)
    const tooLarge = rumors.filter(({ payload }) => payload.length > limitOf(configFor()))
    expect(tooLarge.length).toBeGreaterThan(1)
    expect(dropped(effects)).toEqual(tooLarge.map(({ sequence }) => ['payloadTooLarge', sequence]))
    expect(delivered(effects)).toEqual([])
    expect(after.assemblies.flatMap(({ pieces }) => pieces.filter((piece) => piece !== null))).toHaveLength(
      rumors.length - tooLarge.length,
    )
  })

  it('that cuts into more than this node takes is dropped with each of them', () => {
    const parts = Math.ceil(3_000 / limitOf(configFor())) + 1
    const [after, effects] = heard(receiver(), [fragment(0, parts), fragment(1, parts)])
    expect(dropped(effects)).toEqual([
      ['payloadTooLarge', 1],
      ['payloadTooLarge', 2],
    ])
    expect(after.assemblies).toEqual([])
  })

  it('that turns out longer than payloadLimit is given up, once, as too large', () => {
    const config = configFor({ payloadLimit: 500 })
    const size = limitOf(config)
    const parts = [0, 1].map((part) => fragment(part, 2, { payload: bytes(size, part) }))
    expect(2 * size).toBeGreaterThan(500)
    const [after, effects] = heard(receiver(config), [...parts, ...parts])
    expect(dropped(effects)).toEqual([['payloadTooLarge', 1]])
    expect([delivered(effects), after.assemblies]).toEqual([[], []])
  })

  it('in one piece is dropped where it is longer than payloadLimit', () => {
    const config = configFor({ payloadLimit: 50 })
    const [, effects] = heard(receiver(config), [
      rumor({ payload: bytes(51) }),
      rumor({ sequence: 2, payload: bytes(50) }),
    ])
    expect(dropped(effects)).toEqual([['payloadTooLarge', 1]])
    expect(told(effects, 'Delivered').map(({ rumor: id }) => id.sequence)).toEqual([2])
  })
})
