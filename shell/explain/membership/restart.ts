import type { ArcRemoved, Received } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { membershipRules as rules } from '../rule.ts'
import { restartKey } from './key.ts'
import { type Part, written } from './ledger.ts'

/** Word of a newer life, which ends the arcs to the one before. */
export const onRestart: Part = (ledger, step) => {
  const { event } = step
  const [over] = restarts(step)
  if (event._tag !== 'Received' || over === undefined) return ledger
  const { id, boot: former } = over.peer
  const { word, boot } = newsOf(event)
  return written(ledger, step, {
    says: `${word} boot ${boot}: it has started anew since boot ${former}`,
    rule: rules.restart,
    about: [{ id, boot }],
    views: restarts(step).map(({ view }) => view),
    replaces: [restartKey(id)],
  })
}

const restarts = ({ effects }: Step): ReadonlyArray<ArcRemoved> =>
  effects.flatMap((effect) =>
    effect._tag === 'Notify' && effect.notice._tag === 'ArcRemoved' && effect.notice.because === 'restarted'
      ? [effect.notice]
      : [],
  )

const newsOf = ({ from, boot, message }: Received): { readonly word: string; readonly boot: number } =>
  message._tag === 'Forwarded'
    ? { word: `the copy from ${from} is of`, boot: message.boot }
    : { word: `${message._tag} comes in`, boot }
