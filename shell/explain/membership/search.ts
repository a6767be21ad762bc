import type { Address, Walk } from '../../../core/index.ts'
import type { Step } from '../../node/journal/replay.ts'
import { membershipRules as rules } from '../rule.ts'
import { last } from '../trail.ts'
import * as key from './key.ts'
import type { Clue, Ledger } from './ledger.ts'

/** A walk that this node sends for itself: to join, for a lost member's place, or to renew its subscription. */
export const searched = (ledger: Ledger, step: Step, to: Address, walk: Walk): Clue => ({
  about: [{ id: to, boot: null }],
  views: ['PartialView'],
  adds: [key.walkKey(walk.search)],
  ...purposeOf(ledger, step, to, walk),
})

const purposeOf = (
  { trail }: Ledger,
  { after }: Step,
  to: Address,
  { search, attempt }: Walk,
): Pick<Clue, 'says' | 'rule' | 'because'> => {
  const walk = `a walk by way of ${to} (search ${search}, attempt ${attempt})`
  const replacement = after.replacements.find(({ number }) => number === search)
  if (replacement !== undefined) {
    const { lost } = replacement
    return {
      says: lost === null ? `${walk}: the PartialView is too small` : `${walk}: for the place of ${lost}`,
      rule: rules.replacement,
      because: lost === null ? [] : last(trail, key.lostKey(lost)),
    }
  }
  if (after.lease?.renewal?.number === search)
    return { says: `${walk}: to renew the subscription`, rule: rules.renewal, because: [] }
  const isIsolated = after.phase._tag === 'Searching' && after.phase.reason === 'isolation'
  return {
    says: `${walk}: for a contact`,
    rule: isIsolated ? rules.isolation : rules.search,
    because: last(trail, isIsolated ? key.isolationKey : key.joinKey),
  }
}
