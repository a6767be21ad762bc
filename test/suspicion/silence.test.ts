import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Effect, type State } from '../../core/index.ts'
import { ask, hear, sent, told, until, wake } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { answer, configWith, memberOf, NOW, names, peer, target } from './member.ts'

const m = asNodeId('m:0')
const copies = { copies: 16, partialViewLimit: 128 } // so many that nobody who is lost is replaced

const down = (effects: ReadonlyArray<Effect>): ReadonlyArray<string> =>
  told(effects, 'Down').map((notice) => notice.peer.id)

const asked = (effects: ReadonlyArray<Effect>, id = m): number =>
  sent(effects, 'Heartbeat').filter(({ to }) => to === id).length

/** Lets time go on to `end`, while all but `m` answer every heartbeat at once. */
const among = (state: State, end: number): readonly [State, ReadonlyArray<Effect>] => {
  const effects: Effect[] = []
  let current = state
  while (current.alarm !== null && current.alarm <= end) {
    const [woken, more] = wake(current)
    effects.push(...more)
    current = woken
    for (const { to } of sent(more, 'Heartbeat')) if (to !== m) current = hear(current, to, answer)[0]
  }
  return [current, effects]
}

const timing = fc.record({
  heartbeatInterval: fc.integer({ min: 10, max: 5_000 }),
  suspicionLimit: fc.integer({ min: 2, max: 9 }),
  suspicionProbes: fc.integer({ min: 1, max: 9 }),
  jitterPercent: fc.constantFrom(0, 10, 50),
})

holds(
  'a member silent for suspicionLimit intervals is dropped and reported once, not before, and soon after',
  [timing],
  (times) => {
    const config = configWith({ ...copies, ...times, isolationTimeout: 80_000_000 })
    const { heartbeatInterval, suspicionLimit, suspicionProbes } = config
    const limit = NOW + suspicionLimit * heartbeatInterval
    const member = memberOf(config, names(3, 'm'))
    const [before, early] = among(member, limit - 1)
    expect(down(early)).toEqual([])
    expect(before.partialView.map(({ id }) => id)).toContain(m)
    const [after, late] = among(before, limit + 2 * heartbeatInterval)
    expect(down(late)).toEqual([m])
    expect(after.partialView.map(({ id }) => id)).toEqual(['m:1', 'm:2'])
    expect(told(late, 'ArcRemoved')).toEqual([
      { _tag: 'ArcRemoved', view: 'PartialView', peer: peer(m), because: 'silent' },
    ])
    const soon = Math.max(1, Math.floor(heartbeatInterval / suspicionProbes))
    expect(down(among(before, limit + soon)[1])).toEqual([m])
  },
)

holds(
  'who answers meanwhile is asked once an interval, who does not suspicionProbes times',
  [timing],
  (times) => {
    const config = configWith({ ...copies, ...times, jitterPercent: 0, isolationTimeout: 80_000_000 })
    const { heartbeatInterval, suspicionLimit, suspicionProbes } = config
    fc.pre(heartbeatInterval % suspicionProbes === 0)
    const end = NOW + suspicionLimit * heartbeatInterval
    const [, effects] = among(memberOf(config, names(3, 'm')), end - 1)
    // The first heartbeat that finds it silent is the next one.
    expect(asked(effects)).toBe((suspicionLimit - 1) * suspicionProbes)
    expect(asked(effects, asNodeId('m:1'))).toBe(suspicionLimit - 1)
  },
)

describe('a silent member', () => {
  const member = memberOf(configWith(copies), names(3, 'm'))

  it('is asked once more after a fifth of an interval, and not by then', () => {
    const [first, beats] = among(member, NOW + 1_000)
    expect(asked(beats)).toBe(1)
    expect(asked(among(first, NOW + 1_199)[1])).toBe(0)
    expect(asked(among(first, NOW + 1_200)[1])).toBe(1)
  })

  it('is asked once when a heartbeat and a repetition of the last one are due together', () => {
    const [before] = among(member, NOW + 1_999)
    expect(before.alarm).toBe(NOW + 2_000)
    expect(asked(wake(before)[1])).toBe(1)
  })

  it('that answers the last repetition stays, and is asked no more until the next heartbeat', () => {
    const [silent] = among(member, NOW + 4_850)
    const [answered] = hear(silent, m, answer, { at: NOW + 4_850 })
    const [after, effects] = among(answered, NOW + 4_999)
    expect(asked(effects)).toBe(0)
    expect(down(among(after, NOW + 9_849)[1])).toEqual([])
    expect(down(among(after, NOW + 10_050)[1])).toEqual([m])
  })

  it('is not judged by the heartbeats before its arc was made', () => {
    const state = memberOf(configWith(copies), [], [], {
      partialView: [target(m, true, NOW - 4_900), target(asNodeId('m:9'), true, NOW + 300)],
      pulse: {
        beatAt: asInstant(NOW + 1_000),
        sentAt: asInstant(NOW),
        probeAt: asInstant(NOW + 400),
        heardAt: asInstant(NOW),
      },
    })
    const [after, effects] = wake(state, { at: NOW + 400 })
    expect(down(effects)).toEqual([m])
    expect(sent(effects, 'Heartbeat')).toEqual([])
    expect(after.pulse.probeAt).toBeNull()
  })

  it('takes all others with it that are silent as long', () => {
    const [after, effects] = until(memberOf(configWith(copies), names(4, 'm')), NOW + 5_000)
    expect(down(effects)).toEqual(names(4, 'm'))
    expect(after.partialView).toEqual([])
  })
})

describe('where suspicionLimit is 0', () => {
  it('nobody is asked twice or dropped, however long it is silent', () => {
    const config = configWith({ ...copies, suspicionLimit: 0 })
    const [after, effects] = until(memberOf(config, names(3, 'm')), NOW + 3_600_000)
    expect(down(effects)).toEqual([])
    expect(after.partialView.map(({ id }) => id)).toEqual(names(3, 'm'))
    expect(asked(effects)).toBe(3_600)
  })
})

describe('a leaver', () => {
  it('asks nobody for a sign of life, and reports nobody down', () => {
    const config = configWith({ ...copies, leaveTimeout: 60_000 })
    const [leaving] = ask(among(memberOf(config, names(3, 'm')), NOW + 1_100)[0], { _tag: 'Leave' })
    const [after, effects] = until(leaving, NOW + 50_000)
    expect(after.phase._tag).toBe('Leaving')
    expect(sent(effects, 'Heartbeat')).toEqual([])
    expect(down(effects)).toEqual([])
  })
})
