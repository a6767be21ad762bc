import { type ArcAdded, type ArcRemoved, causes, type Effect, type Rule } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { membershipRules as rules } from '../rule.ts'

/* Why an arc came or went: closer than its notice says, where the event shows more. */

export const ruleOf = (step: Step, { because }: ArcAdded | ArcRemoved): Rule => {
  if (because === 'healed') return isUniting(step) ? rules.unity : rules.solitude
  if (because === 'swapped' && isUniting(step)) return rules.exchange
  if (because === 'restarted' && isPassedOn(step)) return rules.successor
  return causes[because]
}

const isUnited = (effect: Effect): boolean =>
  effect._tag === 'Send' && effect.message._tag === 'Alive' && effect.message.unites

/** Whether the sender is held as one of another part of the group: by its own word, or as this node tells it. */
const isUniting = ({ event, effects }: Step): boolean =>
  event._tag === 'Received' &&
  ((event.message._tag === 'Alive' && event.message.unites) || effects.some(isUnited))

/** Whether word of a newer life comes by way of others. */
const isPassedOn = ({ event }: Step): boolean =>
  event._tag === 'Received' && event.message._tag === 'Forwarded'
