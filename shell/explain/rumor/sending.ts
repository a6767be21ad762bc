import type { Effect, NodeId, Send } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { rumorRules as rules } from '../rule.ts'
import { recalled, replaced } from '../trail.ts'
import * as key from './key.ts'
import { type Hunt, isNear, near, type Part, spanned, written } from './trace.ts'

/* What this node does about the rumor of its own accord. */

export const onPublished: Part = (hunt, step) =>
  step.effects.reduce<Hunt>((so, effect) => {
    if (effect._tag !== 'Notify' || effect.notice._tag !== 'Published') return so
    const { rumor, copies } = effect.notice
    if (!isNear(so, rumor)) return so
    const parts = step.after.published - step.before.published
    const sequences = Array.from({ length: parts }, (_, part) => rumor.sequence + part)
    return written(spanned(so, rumor.sequence, parts, so.rumor.sequence), step, {
      says: `published here, ${copies} ${copies === 1 ? 'copy goes' : 'copies go'} out`,
      rule: rules.publication,
      sequences,
      kind: 'published',
      adds: sequences.map(key.copyKey),
    })
  }, hunt)

const isSend = (effect: Effect): effect is Send => effect._tag === 'Send'

/** What is pushed on, and told of, as soon as it comes or later. */
export const onSends: Part = (hunt, step) => {
  const sends = step.effects.filter(isSend)
  if (sends.length === 0) return hunt
  const { event } = step
  const isRelay = event._tag === 'Commanded' || (event._tag === 'Received' && event.message._tag === 'Rumor')
  const relayed = isRelay ? pushed(pushed(hunt, step, sends, true), step, sends, false) : hunt
  return shown(asked(announced(relayed, step, sends), step, sends), step, sends)
}

const pushed = (hunt: Hunt, step: Step, sends: ReadonlyArray<Send>, isEager: boolean): Hunt => {
  const copies = sends.flatMap(({ to, message }) =>
    message._tag === 'Rumor' && message.eager === isEager && isNear(hunt, message)
      ? [{ to, sequence: message.sequence }]
      : [],
  )
  return bundlesOf(copies).reduce<Hunt>(
    (so, { to, sequences }) =>
      written(so, step, {
        says: `pushed on to ${to.join(', ')}${isEager ? ', over eager arcs' : ''}`,
        rule: isEager ? rules.eager : rules.flood,
        sequences,
        kind: 'pushed',
        to,
      }),
    hunt,
  )
}

interface Copy {
  readonly to: NodeId
  readonly sequence: number
}

interface Bundle {
  readonly to: ReadonlyArray<NodeId>
  readonly sequences: ReadonlyArray<number>
}

/** Nodes to which the same goes, together. */
const bundlesOf = (copies: ReadonlyArray<Copy>): ReadonlyArray<Bundle> => {
  const bundles = new Map<string, Bundle>()
  for (const id of new Set(copies.map(({ to }) => to))) {
    const sequences = [...new Set(copies.filter(({ to }) => to === id).map(({ sequence }) => sequence))]
    const name = sequences.join()
    bundles.set(name, { to: [...(bundles.get(name)?.to ?? []), id], sequences })
  }
  return [...bundles.values()]
}

const announced = (hunt: Hunt, step: Step, sends: ReadonlyArray<Send>): Hunt => {
  const words = sends.flatMap(({ to, message }) =>
    message._tag === 'Announce' ? near(hunt, message.rumors).map((sequence) => ({ to, sequence })) : [],
  )
  return bundlesOf(words).reduce<Hunt>(
    (so, { to, sequences }) =>
      written(so, step, {
        says: `announced to ${to.join(', ')}`,
        rule: rules.word,
        sequences,
        kind: 'announced',
        because: sequences.flatMap((sequence) => recalled(so.trail, key.copyKey(sequence)).slice(0, 1)),
        to,
        adds: to.flatMap((id) => sequences.map((sequence) => key.announcedKey(id, sequence))),
      }),
    hunt,
  )
}

const asked = (hunt: Hunt, step: Step, sends: ReadonlyArray<Send>): Hunt =>
  sends.reduce<Hunt>((so, { to, message }) => {
    const sequences = message._tag === 'Graft' ? near(so, message.rumors) : []
    if (message._tag !== 'Graft' || sequences.length === 0) return so
    const keys = sequences.map((sequence) => key.questionKey(to, sequence))
    return written(so, step, {
      says: `asks ${to} for it${message.promote ? ', and for an eager arc' : ''}`,
      rule: rules.graft,
      sequences,
      kind: 'question',
      because: [
        ...sequences.flatMap((sequence) => recalled(so.trail, key.wordKey(to, sequence))),
        ...keys.flatMap((question) => recalled(so.trail, question)),
      ],
      adds: keys,
    })
  }, hunt)

const shown = (hunt: Hunt, step: Step, sends: ReadonlyArray<Send>): Hunt =>
  sends.reduce<Hunt>((so, { to, message }) => (message._tag === 'Digest' ? showing(so, step, to) : so), hunt)

/** Only the last one shown counts. */
const showing = (hunt: Hunt, { n, after }: Step, to: NodeId): Hunt => ({
  ...hunt,
  trail: replaced(hunt.trail, key.digestKey(to), {
    n,
    at: after.now,
    says: `shows ${to} a digest of what is kept here`,
    rule: rules.digest,
    because: [],
    since: null,
    sequences: [],
    kind: 'other',
    to: [],
  }),
})
