import { describe, expect } from 'vitest'
import type { Peer } from '../../core/index.ts'
import { passing } from '../../core/membership/restart.ts'
import { aboutNode } from '../../shell/explain/membership/account.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import { run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { explained, factsOf, noticesOf, stepsOf } from './explained.ts'

/** The last event in which `id` was heard in this life, or began to be held; and the heartbeats to it from then on. */
const silenceOf = (steps: ReadonlyArray<Step>, down: Step, { id, boot }: Peer) => {
  const since = steps
    .filter(
      (step) =>
        step.n < down.n &&
        ((step.event._tag === 'Received' &&
          step.event.from === id &&
          step.event.boot === boot &&
          !passing.has(step.event.message._tag)) ||
          noticesOf(step).some(
            (notice) => notice._tag === 'ArcAdded' && notice.view === 'PartialView' && notice.peer.id === id,
          )),
    )
    .at(-1)
  const asked = steps.filter(
    ({ n, effects }) =>
      n >= (since?.n ?? 0) &&
      n < down.n &&
      effects.some(
        (effect) => effect._tag === 'Send' && effect.to === id && effect.message._tag === 'Heartbeat',
      ),
  )
  return { since: since?.n ?? 0, asked: asked.map(({ n }) => n) }
}

describe('the account of a node that is down', () => {
  holds('names all heartbeats since it was last heard, and that event', [run], (one) => {
    const steps = stepsOf(one)
    for (const step of steps) {
      for (const notice of noticesOf(step)) {
        if (notice._tag !== 'Down') continue
        const facts = factsOf(explained(one, aboutNode(notice.peer.id)))
        const { since, asked } = silenceOf(steps, step, notice.peer)
        const down = facts.find(({ n, says }) => n === step.n && says.startsWith('down:'))
        expect(down?.because).toEqual([...new Set([since, ...asked])])
        for (const n of asked)
          expect(facts).toContainEqual(
            expect.objectContaining({ n, says: 'a heartbeat that it did not answer in time' }),
          )
      }
    }
  })
})
