import { hasSeen } from '../../../core/dissemination/seen.ts'
import { aged } from '../../../core/generations.ts'
import type { Instant, RumorId, State } from '../../../core/index.ts'

/**
 * Whether a node in this state has had this rumor, so that a copy that comes `now` is one too many: it has come, and
 * is not forgotten, or was published here.
 */
export const isKnown = (
  { self, published, seen, config, now: then }: State,
  rumor: RumorId,
  now: Instant = then,
): boolean =>
  rumor.origin === self.id && rumor.boot === self.boot
    ? rumor.sequence <= published
    : hasSeen(aged(seen, now, config.seenWindow), rumor)
