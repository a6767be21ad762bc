import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { decodeEnvelope } from '../../core/codec/envelope.ts'
import { type Config, payloadLimit } from '../../core/config.ts'
import type { Command } from '../../core/event.ts'
import { asBoot } from '../../core/id.ts'
import type { Message, Walk } from '../../core/message.ts'
import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { asInstant } from '../../core/time.ts'
import {
  configOf,
  type Done,
  datagramOf,
  filled,
  LARGEST,
  longId,
  longPeer,
  now,
  outgoing,
  receive,
  veteran,
} from './veteran.ts'

const DAY = 86_400_000

const configs = {
  'the usual limits': configOf({}),
  'the longest ids, group and age': configOf({
    idLimit: 255,
    groupLimit: 255,
    retention: DAY,
    seenWindow: 2 * DAY,
  }),
  'the shortest ids in the largest datagram': configOf({ idLimit: 8, groupLimit: 1, datagramLimit: 65_507 }),
}

const command = (state: State, asked: Command): Done =>
  step(state, { _tag: 'Commanded', at: now, entropy: 1, command: asked })

const withHops = (state: State): State => ({ ...state, config: { ...state.config, hopLimit: 65_535 } })

/** What a newcomer does first. */
const join = (state: State): Done =>
  command({ ...state, phase: { _tag: 'Alone' } }, { _tag: 'Join', contacts: [longId(state.config, 9)] })

const walk = (config: Config, { budget, hops }: Pick<Walk, 'budget' | 'hops'>): Walk => {
  const { id: seeker, boot } = longPeer(config, 9)
  return { _tag: 'Walk', seeker, boot, search: LARGEST, budget, hops, handover: LARGEST }
}

/** For each kind of message, a node that sends one, as large as that kind can be. */
const occasions: { readonly [T in Message['_tag']]: (state: State) => Done } = {
  Walk: (state) =>
    receive(
      withHops(state),
      longPeer(state.config, 1),
      walk(state.config, { budget: 0xffff_ffff, hops: 65_533 }),
    ),
  Contact: (state) => receive(state, longPeer(state.config, 1), walk(state.config, { budget: 0, hops: 1 })),
  Subscribe: (state) => {
    const [searching] = join(state)
    return receive(searching, longPeer(state.config, 9), { _tag: 'Contact', search: searching.attempts })
  },
  Forwarded: (state) =>
    receive(
      { ...state, config: { ...state.config, partialViewLimit: 3, hopLimit: 65_535 } },
      longPeer(state.config, 1),
      {
        _tag: 'Forwarded',
        subscriber: longId(state.config, 9),
        boot: asBoot(LARGEST),
        number: LARGEST,
        copy: 0xffff_ffff,
        hops: 65_533,
        handover: LARGEST,
      },
    ),
  Kept: (state) =>
    receive({ ...state, partialView: [] }, longPeer(state.config, 9), {
      _tag: 'Subscribe',
      number: LARGEST,
      extra: true,
      linked: true,
      handover: LARGEST,
      renews: 0,
    }),
  Unsubscribe: (state) =>
    command(
      { ...state, inView: [...state.inView, { ...longPeer(state.config, 4), heardAt: now, since: now }] },
      { _tag: 'Leave' },
    ),
  Acknowledge: (state) =>
    receive(state, longPeer(state.config, 9), { _tag: 'Kept', handover: LARGEST, number: 1 }),
  Release: (state) => {
    const renewal = {
      number: LARGEST,
      startedAt: asInstant(now + 1),
      copies: 3,
      reported: [],
      refused: [],
      spare: 0,
      released: [],
      attempt: 1,
      retryAt: null,
    }
    const lease = { endsAt: asInstant(now + 1_000), renewal }
    return receive({ ...state, lease }, longPeer(state.config, 9), {
      _tag: 'Kept',
      handover: 1,
      number: LARGEST,
    })
  },
  Heartbeat: (state) => step(state, { _tag: 'Woke', at: asInstant(now + 100_000_000), entropy: 1 }),
  Rumor: (state) =>
    receive(state, longPeer(state.config, 1), {
      _tag: 'Rumor',
      origin: longId(state.config, 9),
      boot: asBoot(LARGEST),
      sequence: LARGEST,
      hops: 0xffff_fffe,
      age: state.config.retention,
      payload: filled(payloadLimit(state.config)),
    }),
}

// `Object.entries` of a record gives its keys as text only.
const kinds = Object.entries(occasions) as ReadonlyArray<[Message['_tag'], (state: State) => Done]>

describe.each(Object.entries(configs))('with %s', (_name, config) => {
  it.each(kinds)('the largest %s fits into a datagram, and is read from it', (tag, occasion) => {
    const state = veteran(config)
    const sends = outgoing(occasion(state)[1]).filter((effect) => effect.message._tag === tag)
    expect(sends.length).toBeGreaterThan(0)
    for (const effect of sends) {
      const decoded = decodeEnvelope(datagramOf(state, effect), config)
      if (Either.isLeft(decoded)) throw new Error(decoded.left)
      expect(decoded.right.message).toStrictEqual(effect.message)
    }
  })

  it('a search that starts fits into a datagram to an address, whoever is there', () => {
    const state = veteran(config)
    const [dial, ...others] = outgoing(join(state)[1])
    if (dial?._tag !== 'Dial') throw new Error('nobody is asked')
    expect(others).toEqual([])
    expect(decodeEnvelope(datagramOf(state, dial), config)).toMatchObject({
      right: { recipient: null, message: dial.message },
    })
  })

  it('the largest payload is taken and fits, and one larger is refused', () => {
    const state = veteran(config)
    const [, effects] = command(state, { _tag: 'Publish', payload: filled(payloadLimit(config)) })
    const lengths = outgoing(effects).map((effect) => datagramOf(state, effect).length)
    expect(lengths).toHaveLength(3)
    for (const length of lengths) expect(length).toBeLessThanOrEqual(config.datagramLimit)
    const [, refusals] = command(state, { _tag: 'Publish', payload: filled(payloadLimit(config) + 1) })
    expect(refusals).toEqual([
      { _tag: 'Notify', notice: { _tag: 'Refused', command: 'Publish', reason: 'payloadTooLarge' } },
    ])
  })

  it('the largest payload leaves little of the datagram unused', () => {
    const state = veteran(config)
    const [largest] = outgoing(occasions.Rumor(state)[1])
    if (largest === undefined) throw new Error('no rumor')
    const unused = config.datagramLimit - datagramOf(state, largest).length
    expect(unused).toBeGreaterThanOrEqual(0)
    expect(unused).toBeLessThanOrEqual(20)
  })
})
