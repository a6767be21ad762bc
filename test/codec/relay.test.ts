import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeEnvelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { fragmentLimit } from '../../core/config.ts'
import { asBoot, asNodeId, type NodeId } from '../../core/id.ts'
import type { Message } from '../../core/message.ts'
import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { asInstant } from '../../core/time.ts'
import { message, positive } from './arbitrary.ts'
import { configOf, datagramOf, filled, longId, longPeer, outgoing, receive, veteran } from './veteran.ts'

describe('whatever a node is told', () => {
  const config = configOf({})
  const sizes = { id: config.idLimit, group: config.groupLimit, payload: fragmentLimit(config) }
  const received = fc.record({
    peer: fc.integer({ min: 1, max: 9 }),
    // Mostly the life in which the veteran knows its peers.
    boot: fc.oneof(
      { weight: 3, arbitrary: fc.constant(longPeer(config, 1).boot) },
      { weight: 1, arbitrary: positive },
    ),
    content: message(sizes),
    isWhole: fc.boolean(),
  })

  /** As whoever makes sense says it: a walk for itself, and mostly a message that is whole. */
  const sensible = (content: Message, from: NodeId, isWhole: boolean): Message => {
    if (content._tag === 'Walk') return { ...content, seeker: from }
    return content._tag === 'Rumor' && isWhole ? { ...content, age: 1, part: 0, parts: 1 } : content
  }

  const someLazy = (state: State): State => ({
    ...state,
    partialView: state.partialView.map((arc, index) => ({ ...arc, eager: index === 0 })),
  })

  it('it sends only what fits, and what its peers can read', () => {
    const sent = new Set<Message['_tag']>()
    fc.assert(
      fc.property(fc.array(received, { maxLength: 20 }), fc.integer(), (events, entropy) => {
        let state = someLazy(veteran(config))
        for (const { peer, boot, content, isWhole } of events) {
          const at = asInstant(state.now + 200)
          const from = longId(config, peer)
          const own = sensible(content, from, isWhole)
          const stamp = { at, entropy: entropy >>> 0 }
          const event = { ...stamp, from, boot: asBoot(boot), sequence: 1, message: own }
          for (const next of [
            { _tag: 'Received' as const, ...event },
            { _tag: 'Woke' as const, ...stamp },
          ]) {
            const [after, effects] = step(state, next)
            for (const effect of outgoing(effects)) {
              sent.add(effect.message._tag)
              const decoded = decodeEnvelope(datagramOf(state, effect), config)
              expect(decoded).toMatchObject({ _tag: 'Right', right: { message: effect.message } })
            }
            state = after
          }
        }
      }),
      { numRuns: 150 },
    )
    expect([...sent]).toEqual(expect.arrayContaining(['Rumor', 'Answer', 'Announce', 'Graft', 'Digest']))
  })

  it('it passes no rumor on that came in under the limit but would go out over it', () => {
    const origin = asNodeId('a:1')
    const rumor: Message = {
      _tag: 'Rumor',
      origin,
      boot: asBoot(1),
      sequence: 1,
      hops: 1,
      age: 0,
      payload: filled(1_100),
      eager: true,
      part: 0,
      parts: 1,
    }
    const short = { group: 'g', sender: origin, boot: asBoot(1), sequence: 1, recipient: null }
    expect(Either.isRight(decodeEnvelope(encodeEnvelope({ ...short, message: rumor }), config))).toBe(true)
    const state = veteran(config)
    const [, effects] = receive(state, { id: origin, boot: asBoot(1) }, rumor)
    for (const effect of outgoing(effects)) {
      expect(datagramOf(state, effect, 'g').length).toBeLessThanOrEqual(config.datagramLimit)
    }
  })

  it('it passes a rumor on with a count of hops that its peers can read', () => {
    const state = veteran(config)
    const origin = longPeer(config, 9)
    const [, effects] = receive(state, longPeer(config, 1), {
      _tag: 'Rumor',
      origin: origin.id,
      boot: origin.boot,
      sequence: 1,
      hops: 0xffff_ffff,
      age: 0,
      payload: filled(1),
      eager: false,
      part: 0,
      parts: 1,
    })
    for (const effect of outgoing(effects)) {
      expect(Either.isRight(decodeEnvelope(datagramOf(state, effect), config))).toBe(true)
    }
  })
})
