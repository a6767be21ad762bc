import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type Event, type State, step } from '../../core/index.ts'
import type { Account } from '../../shell/explain/fact.ts'
import { begun } from '../../shell/explain/inquiry.ts'
import { aboutNode } from '../../shell/explain/membership/account.ts'
import { configOf } from '../arbitrary/config.ts'
import { other } from '../arbitrary/id.ts'
import { born, type Run, run } from '../arbitrary/run.ts'
import { headerOf } from '../log/record.ts'
import { holds } from '../property/holds.ts'
import { explained, explainedFrom, factsOf, noticesOf, resumedAt, stepsOf, told } from './explained.ts'

/** What the journal says of which the events after `from`, up to `to`, are lost. */
const explainedAround = (one: Run, id: string, from: number, to: number): Account | null => {
  const steps = stepsOf(one)
  const state = steps[to - 1]?.after ?? one.start
  const first = told(begun(aboutNode(id), headerOf(one), one.start), steps.slice(0, from))
  return told(first.resume(resumedAt(one, state, to), state), steps.slice(to)).account()
}

const verdictOf = (account: Account | null): string => account?.verdict.join(' ') ?? ''

/** A founder that somebody joined, and which then has nothing but its alarm until that one is down. */
const silentRun = (): Run => {
  const start = born(configOf({ suspicionLimit: 4 }), 1)
  const events: Event[] = []
  let state: State = start
  const follow = (event: Event): boolean => {
    const [after, effects] = step(state, event)
    state = after
    events.push(event)
    return effects.some((effect) => effect._tag === 'Notify' && effect.notice._tag === 'Down')
  }
  const received = (sequence: number, message: Extract<Event, { _tag: 'Received' }>['message']): Event => ({
    ...{
      _tag: 'Received',
      from: asNodeId('a:1'),
      boot: asBoot(4),
      sequence,
      message,
      at: state.now,
      entropy: 1,
    },
  })
  follow({ _tag: 'Commanded', command: { _tag: 'Join', contacts: [] }, at: state.now, entropy: 1 })
  follow(received(1, { _tag: 'Subscribe', number: 1, extra: true, linked: true, handover: 1, renews: 0 }))
  follow(received(2, { _tag: 'Heartbeat', sketch: null }))
  while (state.alarm !== null && events.length < 200)
    if (follow({ _tag: 'Woke', at: state.alarm, entropy: 1 })) break
  return { start, events }
}

describe('the account of a node that is down, by a journal that is not all there', () => {
  const one = silentRun()
  const whole = verdictOf(explained(one, aboutNode('a:1')))

  it('says when it was heard last only where the journal shows it', () => {
    expect(whole).toMatch(/; last heard at #3 /)
    const late = verdictOf(explainedFrom(one, aboutNode('a:1'), 4))
    expect(late).toMatch(
      /as far as these files go; not heard since #4.*, where this journal begins: what was before is not known\./,
    )
    expect(late).not.toContain('never heard')
  })

  it('says so of a part that is missing, and counts no heartbeats in it', () => {
    const around = explainedAround(one, 'a:1', 2, 5)
    expect(verdictOf(around)).toMatch(/not heard since #5 .*, where the journal goes on after a gap/)
    expect(verdictOf(around)).not.toContain('never heard')
    expect(verdictOf(around)).toContain('Those of events 3 to 5 are not counted')
    expect(whole).not.toContain('not counted')
    expect(factsOf(around).find(({ says }) => says.startsWith('out of the PartialView'))?.since).toBe(2)
  })

  it('keeps what was known of an arc that is there on both sides', () => {
    const both = { ...one, events: one.events.slice(0, -1) }
    expect(verdictOf(explainedAround(both, 'a:1', 2, 5))).toMatch(
      /^In the PartialView since #2 \(0\.000 s\), and still at #5 \(\d+\.\d{3} s\) after a gap: /,
    )
  })
})

const cut = fc.integer({ min: 0, max: 60 })

describe('a journal of which a part is missing', () => {
  holds('never says of an arc that it was made where it was not', [run, other, cut, cut], (one, id, a, b) => {
    const steps = stepsOf(one)
    const [from, to] = [Math.min(a, b), Math.max(a, b)]
    if (to >= steps.length) return
    const made = (n: number): boolean =>
      steps.some(
        (read) =>
          read.n === n &&
          noticesOf(read).some((notice) => notice._tag === 'ArcAdded' && notice.peer.id === id),
      )
    for (const account of [explainedFrom(one, aboutNode(id), to), explainedAround(one, id, from, to)]) {
      const verdict = verdictOf(account)
      const claims = [...verdict.matchAll(/(?:View since|since it was held, at) #(\d+)/g)]
      for (const [, n] of claims) expect(made(Number(n))).toBe(true)
      for (const { since } of factsOf(account)) if (since !== null) expect(steps[since - 1]).toBeDefined()
    }
  })
})
