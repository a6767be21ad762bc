import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeEnvelope } from '../../core/codec/envelope.ts'
import { type Announce, asBoot, asNodeId, type Effect, type Message, type State } from '../../core/index.ts'
import { ask, hear, sent, until, wake } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { configWith, NOW, names } from '../suspicion/member.ts'
import { relay, rumor } from './member.ts'

const from = asNodeId('x:1')

/** The numbers of the rumors announced to a member. */
const word = (
  effects: ReadonlyArray<Effect>,
  member = asNodeId('l:0'),
): ReadonlyArray<ReadonlyArray<number>> =>
  sent(effects, 'Announce')
    .filter(({ to }) => to === member)
    .map(({ message }) => message.rumors.map(({ sequence }) => sequence))

const heard = (state: State, sequence: number, at: number) => hear(state, from, rumor({ sequence }), { at })

describe('an announcement', () => {
  const state = relay()

  it('waits 20 ms for others to go with it, and no longer', () => {
    const [first] = heard(state, 1, NOW)
    const [second] = heard(first, 2, NOW + 15)
    expect(word(until(second, NOW + 19)[1])).toEqual([])
    const [after, effects] = until(second, NOW + 20)
    for (const member of names(3, 'l')) expect(word(effects, member)).toEqual([[1, 2]])
    expect(sent(until(after, NOW + 10_000)[1], 'Announce')).toEqual([])
  })

  it('names a rumor and nothing more', () => {
    const [, effects] = until(heard(state, 5, NOW)[0], NOW + 20)
    const { origin, boot, sequence } = rumor({ sequence: 5 })
    const message: Announce = { _tag: 'Announce', rumors: [{ origin, boot, sequence }] }
    expect(sent(effects, 'Announce')).toHaveLength(3)
    expect(sent(effects, 'Announce')).toEqual(
      expect.arrayContaining(names(3, 'l').map((to) => ({ to, message }))),
    )
  })

  it('begins to wait anew after it went out', () => {
    const [after] = until(heard(state, 1, NOW)[0], NOW + 20)
    const [next] = heard(after, 2, NOW + 30)
    expect(word(until(next, NOW + 49)[1])).toEqual([])
    expect(word(until(next, NOW + 50)[1])).toEqual([[2]])
  })

  it('goes out at once where a datagram is full', () => {
    let current = state
    const full: number[][] = []
    for (let sequence = 1; sequence <= 300; sequence++) {
      const [next, effects] = heard(current, sequence, NOW + 1)
      full.push(...word(effects).map((list) => [...list]))
      current = next
    }
    const rest = word(until(current, NOW + 21)[1])
    expect(full.length).toBeGreaterThan(1)
    expect([...full, ...rest].flat()).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
  })

  it('of a node that is gone is not sent', () => {
    const [waiting] = heard(relay({ config: configWith({ handoverTries: 0 }) }), 1, NOW)
    const [gone] = ask(waiting, { _tag: 'Leave' })
    expect(gone.phase._tag).toBe('Gone')
    expect(sent(wake(gone, { at: NOW + 1_000 })[1], 'Announce')).toEqual([])
  })
})

const letter = fc.constantFrom('a', '1', ':', 'é', '語', '😀')

/** Ids as long as they may be, in letters of one byte to four. */
const longId = fc.array(letter, { minLength: 8, maxLength: 64 }).map((letters) => {
  let id = ''
  for (const one of letters) if (Buffer.byteLength(id + one) <= 64) id += one
  return asNodeId(id)
})

const size = (message: Message): number =>
  encodeEnvelope({
    group: 'g'.repeat(32),
    sender: asNodeId('s'.repeat(64)),
    boot: asBoot(Number.MAX_SAFE_INTEGER),
    sequence: Number.MAX_SAFE_INTEGER,
    recipient: asNodeId('r'.repeat(64)),
    message,
  }).length

holds(
  'lists of rumors fit their datagrams, whatever they name: announced and asked for',
  [
    fc.array(
      fc.record({
        origin: longId,
        boot: fc.constantFrom(1, 1_700_000_000_000, Number.MAX_SAFE_INTEGER).map(asBoot),
        sequence: fc.constantFrom(1, 70_000, Number.MAX_SAFE_INTEGER),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    fc.constantFrom(576, 1_200),
  ],
  (rumors, datagramLimit) => {
    const state = relay({ config: configWith({ datagramLimit }), lazyTargets: 1 })
    const told: Effect[] = []
    let current = state
    for (const id of rumors) {
      const [next, effects] = hear(current, from, rumor({ ...id }))
      told.push(...effects)
      current = next
    }
    const announcements = sent([...told, ...until(current, NOW + 20)[1]], 'Announce')
    const distinct = new Set(rumors.map((id) => JSON.stringify(id))).size
    expect(announcements.flatMap(({ message }) => message.rumors)).toHaveLength(distinct)
    const asker = announcements.reduce(
      (before, { message }) => hear(before, names(1, 'p')[0] ?? from, message)[0],
      relay({}),
    )
    const grafts = sent(wake({ ...asker, config: state.config }, { at: NOW + 100 })[1], 'Graft')
    expect(grafts.flatMap(({ message }) => message.rumors)).toHaveLength(distinct)
    for (const { message } of [...announcements, ...grafts])
      expect(size(message)).toBeLessThanOrEqual(datagramLimit)
  },
)
