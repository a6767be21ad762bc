import type { DropReason, Notice, Received, Rule, Rumor } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { drops, rumorRules as rules } from '../rule.ts'
import { recalled } from '../trail.ts'
import * as key from './key.ts'
import { isKnown } from './known.ts'
import { type Clue, type Hunt, isNear, spanned, type Trace, written } from './trace.ts'

/* A copy of the rumor comes. */

type Arrival = Received & { readonly message: Rumor }

export const onArrival = (before: Hunt, step: Step, event: Arrival): Hunt => {
  const { message } = event
  if (!isNear(before, message)) return before
  // What was not taken may say anything.
  const isTaken = isKnown(step.after, message)
  const { sequence, part, parts } = message
  const hunt = isTaken ? spanned(before, sequence - part, parts, sequence) : before
  if (isKnown(step.before, message, step.after.now)) return written(hunt, step, duplicate(hunt, step, event))
  const notices = step.effects.flatMap((effect) => (effect._tag === 'Notify' ? [effect.notice] : []))
  if (!isTaken) return written(hunt, step, refused(event, notices))
  return written(hunt, step, first(hunt, step, event, notices))
}

const hopsOf = ({ hops }: Rumor): string => `${hops} ${hops === 1 ? 'hop' : 'hops'}`

const duplicate = ({ trail }: Hunt, { effects }: Step, { from, message }: Arrival): Clue => {
  const isPruned = effects.some(
    (effect) => effect._tag === 'Send' && effect.to === from && effect.message._tag === 'Prune',
  )
  return {
    says: `another copy from ${from}, ${hopsOf(message)}${isPruned ? ': it is sent Prune, its arc shall be lazy' : ''}`,
    rule: isPruned ? rules.duplicate : rules.flood,
    sequences: [message.sequence],
    kind: 'copy',
    because: recalled(trail, key.copyKey(message.sequence)).slice(0, 1),
  }
}

const dropOf = (notices: ReadonlyArray<Notice>, { sequence, part }: Rumor): DropReason | null => {
  for (const notice of notices) {
    if (notice._tag !== 'Dropped' || notice.about === null || !('sequence' in notice.about)) continue
    const isThis = notice.about.sequence === sequence || notice.about.sequence === sequence - part
    // Those tell what made room for it, and not what became of it.
    if (isThis && notice.reason !== 'retainedLimit' && notice.reason !== 'rangeLimit') return notice.reason
  }
  return null
}

const refused = ({ from, message }: Arrival, notices: ReadonlyArray<Notice>): Clue => {
  const reason = dropOf(notices, message)
  const rejected = notices.find((notice) => notice._tag === 'Rejected')
  const why = reason ?? rejected?.reason ?? 'this node takes nothing any more'
  return {
    says: `a copy from ${from}, ${hopsOf(message)}, is dropped: ${why}`,
    rule: reason === null ? null : drops[reason],
    sequences: [message.sequence],
    kind: 'dropped',
  }
}

const first = (hunt: Hunt, step: Step, event: Arrival, notices: ReadonlyArray<Notice>): Clue => {
  const { from, message } = event
  const way = wayOf(hunt, step, event)
  const reason = dropOf(notices, message)
  const isDelivered = notices.some((notice) => notice._tag === 'Delivered')
  const isAwaiting = message.parts > 1 && !isDelivered && reason === null
  const fate = isDelivered
    ? 'delivered: '
    : reason !== null
      ? `not delivered (${reason}): `
      : isAwaiting
        ? ''
        : 'not delivered, as it is this node’s own: '
  return {
    says: `${fate}${isAwaiting ? 'a' : 'the'} copy from ${from}, ${hopsOf(message)}, ${way.how}`,
    rule: reason === null ? (message.parts > 1 && isDelivered ? rules.fragments : way.rule) : drops[reason],
    sequences: [message.sequence],
    kind: isDelivered ? 'delivered' : isAwaiting ? 'copy' : 'undelivered',
    because: [...way.because, ...(isDelivered ? othersOf(hunt, message) : [])],
    adds: [key.copyKey(message.sequence)],
  }
}

/** The copies of the other fragments, which the delivery has waited for. */
const othersOf = ({ trail }: Hunt, { sequence, part, parts }: Rumor): ReadonlyArray<Trace> =>
  Array.from({ length: parts }, (_, index) => sequence - part + index).flatMap((other) =>
    recalled(trail, key.copyKey(other)).slice(0, 1),
  )

interface Way {
  readonly how: string
  readonly rule: Rule
  readonly because: ReadonlyArray<Trace>
}

const wayOf = ({ trail }: Hunt, { before: { config } }: Step, { from, message }: Arrival): Way => {
  if (message.eager) return { how: 'pushed over an eager arc', rule: rules.eager, because: [] }
  const questions = recalled(trail, key.questionKey(from, message.sequence))
  if (questions.length > 0) return { how: 'as it was asked for', rule: rules.graft, because: questions }
  const isFlooded = config.eagerArcs === 0 || message.hops <= config.floodedHops
  const digests = recalled(trail, key.digestKey(from))
  // What is on its way for the first time is younger than what a digest may bring.
  if (digests.length > 0 && !(isFlooded && message.age < config.repairDelay))
    return { how: 'as this node’s digest lacked it', rule: rules.digest, because: digests }
  return isFlooded
    ? { how: 'pushed as to all its members', rule: rules.flood, because: [] }
    : { how: 'asked for, or lacking in a digest, before this journal begins', rule: rules.graft, because: [] }
}
