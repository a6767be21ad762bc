import { passing } from '../../../core/membership/restart.ts'
import type { Step } from '../../node/journal/replay.ts'
import { membershipRules } from '../rule.ts'
import { last, recalled } from '../trail.ts'
import { arcKey, askedKey, heardKey, refreshedKey, stillKey } from './key.ts'
import { forgotten, type Ledger, type Part, written } from './ledger.ts'

/** Whether this is what the protocol takes for an answer: said by a member itself, in the life in which it is held. */
export const isHeard = ({ event, before, after }: Step): boolean => {
  if (event._tag !== 'Received' || passing.has(event.message._tag)) return false
  const { from, boot } = event
  return [before, after].some(({ partialView }) =>
    partialView.some((member) => member.id === from && member.boot === boot),
  )
}

/** What ends the silence of a node. */
export const onHearing: Part = (ledger, step) => {
  const { event, after } = step
  if (event._tag !== 'Received') return ledger
  const { from, boot, message } = event
  const about = [{ id: from, boot }]
  const heard = isHeard(step)
    ? written(forgotten(ledger, askedKey(from)), step, {
        says: `last heard: ${message._tag}`,
        rule: membershipRules.heartbeat,
        about,
        views: ['PartialView'],
        kind: 'heard',
        replaces: [heardKey(from)],
        isRoutine: true,
      })
    : ledger
  const isProof = message._tag === 'Heartbeat' || message._tag === 'Kept' || message._tag === 'Subscribe'
  const isHolder = after.inView.some((arc) => arc.id === from && arc.boot === boot)
  if (!isProof || !isHolder) return heard
  return written(heard, step, {
    says: `the last sign that it holds this node: ${message._tag}`,
    rule: null,
    about,
    views: ['InView'],
    kind: 'heard',
    replaces: [refreshedKey(from)],
    isRoutine: true,
  })
}

/** A heartbeat asks; one that follows another with nothing heard between shows that the first was not answered. */
export const onHeartbeat = (ledger: Ledger, step: Step, to: string): Ledger => {
  const { partialView } = step.after
  const boot = partialView.find((member) => member.id === to)?.boot ?? null
  return written(missed(ledger, step, to), step, {
    says: 'a heartbeat that it did not answer in time',
    rule: membershipRules.heartbeat,
    about: [{ id: to, boot }],
    views: ['PartialView'],
    kind: 'question',
    adds: [askedKey(to)],
    isRoutine: true,
  })
}

/** The last heartbeat to a node is found to be unanswered. */
export const missed = (ledger: Ledger, { after: { config } }: Step, id: string): Ledger => {
  const isAnswering = config.suspicionLimit > 0 || config.eagerArcs > 0
  const question = isAnswering ? last(ledger.trail, askedKey(id)) : []
  return { ...ledger, found: [...ledger.found, ...question] }
}

/**
 * How long a member was silent: the last that was heard of it, or how its arc was made or found, and each question
 * since.
 */
export const silence = ({ trail }: Ledger, id: string): Ledger['found'] => {
  const [heard] = last(trail, heardKey(id))
  const [made] = [...last(trail, stillKey('PartialView', id)), ...last(trail, arcKey('PartialView', id))]
  const since = heard !== undefined && heard.n >= (made?.n ?? 0) ? heard : made
  return [...(since === undefined ? [] : [since]), ...recalled(trail, askedKey(id))]
}
