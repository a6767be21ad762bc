import { isSameRumor } from '../../../core/dissemination/rumor-id.ts'
import type { Dropped, RumorId } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { drops, rumorRules as rules } from '../rule.ts'
import { recalled } from '../trail.ts'
import * as key from './key.ts'
import { isKnown } from './known.ts'
import { type Hunt, isNear, type Part, written } from './trace.ts'

/* How the rumor ends without having come. */

/** Word of it has come, and it was asked for often enough. */
export const onGivenUp: Part = (hunt, step) => {
  const { before, after } = step
  if (before.announcements.wanted === after.announcements.wanted) return hunt
  return before.announcements.wanted
    .filter(({ rumor }) => isNear(hunt, rumor) && !isKnown(after, rumor))
    .filter(({ rumor }) => !after.announcements.wanted.some((other) => isSameRumor(other.rumor, rumor)))
    .reduce<Hunt>(
      (so, { rumor: { sequence }, announcers }) =>
        written(so, step, {
          says: 'it was asked for in vain: digests must bring it',
          rule: rules.graft,
          sequences: [sequence],
          kind: 'other',
          because: announcers.flatMap((from) => recalled(so.trail, key.questionKey(from, sequence))),
        }),
      hunt,
    )
}

/** What the node says to have dropped, but for a copy that has just come. */
export const onDropped: Part = (hunt, step) =>
  step.effects.reduce<Hunt>(
    (so, effect) =>
      effect._tag === 'Notify' && effect.notice._tag === 'Dropped' ? dropped(so, step, effect.notice) : so,
    hunt,
  )

const dropped = (hunt: Hunt, step: Step, { reason, about }: Dropped): Hunt => {
  if (about === null || !('sequence' in about)) return hunt
  if (reason === 'fragmentsMissing' || (reason === 'assemblyLimit' && !isArriving(step, about)))
    return isNear(hunt, about) ? givenUp(hunt, step, about, reason) : hunt
  if (reason === 'rangeLimit') return closed(hunt, step)
  if (reason !== 'retainedLimit' || !isNear(hunt, about)) return hunt
  return written(hunt, step, {
    says: 'to keep it, those that came first are let go: they can’t be asked for any more',
    rule: drops[reason],
    sequences: [about.sequence],
    kind: 'other',
  })
}

const isArriving = ({ event }: Step, { sequence, origin, boot }: RumorId): boolean =>
  event._tag === 'Received' &&
  event.message._tag === 'Rumor' &&
  event.message.origin === origin &&
  event.message.boot === boot &&
  event.message.sequence - event.message.part === sequence

const givenUp = (
  hunt: Hunt,
  step: Step,
  about: RumorId,
  reason: 'fragmentsMissing' | 'assemblyLimit',
): Hunt => {
  const assembly = step.before.assemblies.find(({ rumor }) => isSameRumor(rumor, about))
  const sequences = (assembly?.pieces ?? [null]).map((_, part) => about.sequence + part)
  return written(hunt, step, {
    says: `given up and not delivered: ${assembly?.count ?? 0} of ${sequences.length} fragments have come (${reason})`,
    rule: drops[reason],
    sequences,
    kind: 'dropped',
    because: sequences.flatMap((sequence) => recalled(hunt.trail, key.copyKey(sequence)).slice(0, 1)),
  })
}

/** A gap that is closed makes what is missing there count as seen. */
const closed = (hunt: Hunt, step: Step): Hunt => {
  const { rumor } = hunt
  if (isKnown(step.before, rumor, step.after.now) || !isKnown(step.after, rumor)) return hunt
  const { event } = step
  const isItself =
    event._tag === 'Received' && event.message._tag === 'Rumor' && isSameRumor(event.message, rumor)
  if (isItself) return hunt
  return written(hunt, step, {
    says: 'it counts as seen from now on, although it never came (rangeLimit)',
    rule: drops.rangeLimit,
    sequences: [rumor.sequence],
    kind: 'dropped',
  })
}
