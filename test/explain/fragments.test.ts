import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type Event, type Message } from '../../core/index.ts'
import { renderText } from '../../shell/cli/explain/text.ts'
import { aboutRumor } from '../../shell/explain/rumor/account.ts'
import { configOf } from '../arbitrary/config.ts'
import { born, type Run } from '../arbitrary/run.ts'
import { explained, factsOf } from './explained.ts'

const PARTS = 6
const rumor = { origin: asNodeId('a:1'), boot: asBoot(4), sequence: 1 }
const start = born(configOf({ eagerArcs: 0 }), 1)

const heard = (from: string, sequence: number, after: number, message: Message): Event => ({
  ...{ _tag: 'Received', from: asNodeId(from), boot: asBoot(4), sequence, message },
  // A test's instants are those of its own clock.
  ...{ at: (start.now + after) as typeof start.now, entropy: 1 },
})

const joining = (from: string, sequence: number): Event =>
  heard(from, sequence, 0, {
    ...{ _tag: 'Subscribe', number: 1, extra: true, linked: true, handover: 1, renews: 0 },
  })

const fragment = (from: string, part: number, after: number): Event =>
  heard(from, 10 + part, after, {
    ...{ _tag: 'Rumor', ...rumor, sequence: rumor.sequence + part, part, parts: PARTS },
    ...{ hops: 1, age: 1, payload: new Uint8Array([part]), eager: false },
  })

/** Two who have joined; the first sends all fragments but one, which comes from the second, a second later. */
const one: Run = {
  start,
  events: [
    { _tag: 'Commanded', command: { _tag: 'Join', contacts: [] }, at: start.now, entropy: 1 },
    joining('a:1', 1),
    joining('b:1', 1),
    ...[0, 1, 2, 4, 5].map((part) => fragment('a:1', part, 10 + part)),
    fragment('b:1', 3, 1_000),
  ],
}

describe('the account of a message in fragments', () => {
  const account = explained(one, aboutRumor(rumor))

  it('says when all but the last were there, and how the last one came', () => {
    expect(account?.verdict[0]).toBe(
      'At #9 (1.000 s) delivered: 5 of 6 fragments were there by #8 (0.015 s); the last, fragment 4, is the copy ' +
        'from b:1, 1 hop, pushed as to all its members.',
    )
  })

  it('counts as sent only whole messages', () => {
    // Only what has come from another goes on to the one member.
    expect(account?.verdict[1]).toBe('From here it was sent in part to a:1.')
  })

  it('names the fragments of each fact', () => {
    const fragments = factsOf(account).flatMap(({ says, fragments }) =>
      says.startsWith('a copy from a:1') ? [fragments] : [],
    )
    expect(fragments).toEqual([1, 2, 3, 5, 6].map((number) => ({ numbers: [number], of: PARTS })))
  })

  it('has a row for what came or went the same way', () => {
    const text = account === null ? '' : renderText(account).replace(/\s+/g, ' ')
    expect(text).toContain(
      'a copy from a:1, 1 hop, pushed as to all its members (fragments 1–3, 5–6 of 6) [4.1], the last at #8 (0.015)',
    )
    expect(text).toContain('pushed on to a:1 (fragment 4 of 6) [4.1]')
    expect(text.match(/a copy from a:1/g)).toHaveLength(1)
    expect(text).toContain('because of 5 events from #4 to #8')
  })
})
