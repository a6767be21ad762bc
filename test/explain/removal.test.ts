import { describe, expect } from 'vitest'
import type { ArcRemoved } from '../../core/index.ts'
import { aboutNode } from '../../shell/explain/membership/account.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import { run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { explained, factsOf, noticesOf, stepsOf } from './explained.ts'

interface Removal {
  readonly step: Step
  readonly notice: ArcRemoved
  /** The event in which the arc was made. */
  readonly made: number | null
}

const removals = (steps: ReadonlyArray<Step>): ReadonlyArray<Removal> => {
  const found: Removal[] = []
  const made = new Map<string, number>()
  for (const step of steps)
    for (const notice of noticesOf(step)) {
      if (notice._tag !== 'ArcAdded' && notice._tag !== 'ArcRemoved') continue
      const arc = `${notice.view} ${notice.peer.id}`
      if (notice._tag === 'ArcAdded') made.set(arc, step.n)
      else found.push({ step, notice, made: made.get(arc) ?? null })
    }
  return found
}

describe('the account of an arc that goes', () => {
  holds('tells since when it was there, which is not why it goes', [run], (one) => {
    const steps = stepsOf(one)
    for (const { step, notice, made } of removals(steps)) {
      const { peer, view, because } = notice
      const facts = factsOf(explained(one, aboutNode(peer.id))).filter(
        ({ n, says, boot }) => n === step.n && boot === peer.boot && says.startsWith(`out of the ${view}: `),
      )
      expect(facts.map(({ since }) => since)).toContain(made)
      // What these take is in the event itself.
      if (because === 'unsubscribed' || because === 'restarted')
        for (const fact of facts) expect(fact.because).toEqual([])
    }
  })
})

describe('the account of a copy of a subscription', () => {
  holds('cites 1.2 where it sets out, and 1.3 where it goes on', [run], (one) => {
    const steps = stepsOf(one)
    const copies = steps.flatMap(({ n, effects }) =>
      effects.flatMap((effect) =>
        effect._tag === 'Send' && effect.message._tag === 'Forwarded' ? [{ n, message: effect.message }] : [],
      ),
    )
    for (const id of new Set(copies.map(({ message }) => message.subscriber))) {
      const cited = factsOf(explained(one, aboutNode(id))).flatMap(({ n, says, rule }) =>
        says.startsWith('a copy of its subscription goes on to ') ? [`${n} ${rule?.section}`] : [],
      )
      const expected = copies.flatMap(({ n, message }) =>
        message.subscriber === id ? [`${n} ${message.hops === 1 ? '1.2' : '1.3'}`] : [],
      )
      expect(cited.sort()).toEqual(expected.sort())
    }
  })
})
