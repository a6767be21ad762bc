import type fc from 'fast-check'
import type { Effect } from '../../core/index.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import type { IsViolation } from '../../shell/shrink/violation.ts'
import { passages, type Run, run } from '../arbitrary/run.ts'

const kindOfEffect = (effect: Effect): string => {
  if (effect._tag === 'Notify') return effect.notice._tag
  return effect._tag === 'Send' ? effect.message._tag : effect._tag
}

const kindOf = ({ event, effects }: Pick<Step, 'event' | 'effects'>): string =>
  [event._tag, ...new Set(effects.map(kindOfEffect))].join()

/** What a run can be shrunk to: steps of the same kind as one that it has. */
export const sought = (one: Run, pick: number): IsViolation => {
  const kinds = [...passages(one)].map(kindOf)
  const kind = kinds[pick % kinds.length]
  return (step) => kindOf(step) === kind
}

/** A run in which something happens. */
export const eventful: fc.Arbitrary<Run> = run.filter(({ events }) => events.length > 0)
