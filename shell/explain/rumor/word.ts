import type { Announce, Digest, Graft, NodeId, Received } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { rumorRules as rules } from '../rule.ts'
import { last, recalled } from '../trail.ts'
import { onArrival } from './arrival.ts'
import * as key from './key.ts'
import { isKnown } from './known.ts'
import { type Hunt, near, type Part, type Trace, written } from './trace.ts'

/* What others say to this node of the rumor. */

export const onReceived: Part = (hunt, step) => {
  const { event } = step
  if (event._tag !== 'Received') return hunt
  const { from, message } = event
  switch (message._tag) {
    case 'Rumor':
      return onArrival(hunt, step, { ...event, message })
    case 'Announce':
      return onAnnounce(hunt, step, from, message)
    case 'Graft':
      return onGraft(hunt, step, from, message)
    case 'Digest':
      return onDigest(hunt, step, { ...event, message })
    default:
      return hunt
  }
}

const onAnnounce = (hunt: Hunt, step: Step, from: NodeId, { rumors }: Announce): Hunt => {
  const sequences = near(hunt, rumors)
  if (sequences.length === 0) return hunt
  const isMissing = sequences.some(
    (sequence) => !isKnown(step.before, { ...hunt.rumor, sequence }, step.after.now),
  )
  return written(hunt, step, {
    says: `${from} announces it${isMissing ? '' : ', which is here already'}`,
    rule: rules.word,
    sequences,
    kind: isMissing ? 'word' : 'other',
    adds: sequences.map((sequence) => key.wordKey(from, sequence)),
  })
}

/** The fragments that this step sends to a node. */
const servedIn = (hunt: Hunt, { effects }: Step, to: NodeId): ReadonlyArray<number> =>
  near(
    hunt,
    effects.flatMap((effect) =>
      effect._tag === 'Send' && effect.to === to && effect.message._tag === 'Rumor' ? [effect.message] : [],
    ),
  )

const copiesOf = ({ trail }: Hunt, sequences: ReadonlyArray<number>): ReadonlyArray<Trace> =>
  sequences.flatMap((sequence) => recalled(trail, key.copyKey(sequence)).slice(0, 1))

const onGraft = (hunt: Hunt, step: Step, from: NodeId, { rumors, promote }: Graft): Hunt => {
  const asked = near(hunt, rumors)
  if (asked.length === 0) return hunt
  const sent = servedIn(hunt, step, from)
  const promoted = promote ? ', and makes the arc to it eager' : ''
  const words = asked.flatMap((sequence) => recalled(hunt.trail, key.announcedKey(from, sequence)))
  const isServed = sent.length > 0
  return written(hunt, step, {
    says: isServed
      ? `${from} asks for it and gets it${promoted}`
      : `${from} asks for it, but it is not kept here${promoted}`,
    rule: rules.graft,
    sequences: isServed ? sent : asked,
    kind: isServed ? 'served' : 'other',
    because: [...copiesOf(hunt, isServed ? sent : asked), ...words],
    to: isServed ? [from] : [],
  })
}

const onDigest = (hunt: Hunt, step: Step, event: Received & { readonly message: Digest }): Hunt => {
  const sent = servedIn(hunt, step, event.from)
  if (sent.length === 0) return hunt
  const shown = event.message.isAnswer ? last(hunt.trail, key.digestKey(event.from)) : []
  return written(hunt, step, {
    says: `the digest of ${event.from} lacks it: it gets it`,
    rule: rules.digest,
    sequences: sent,
    kind: 'mended',
    because: [...copiesOf(hunt, sent), ...shown],
    to: [event.from],
  })
}
