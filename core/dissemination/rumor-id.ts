import type { RumorId } from '../id.ts'

/** The id alone of whatever has one. */
export const rumorId = ({ origin, boot, sequence }: RumorId): RumorId => ({ origin, boot, sequence })

export const isSameRumor = (a: RumorId, b: RumorId): boolean =>
  a.sequence === b.sequence && a.origin === b.origin && a.boot === b.boot
