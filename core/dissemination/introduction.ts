import { aged, recall, remember, size } from '../generations.ts'
import type { NodeId } from '../id.ts'
import type { State } from '../state.ts'
import type { Instant } from '../time.ts'

/*
 * PROTOCOL 10.5. Whose rumors are new here, nobody can check but the origin's own neighbours. So it counts who brings
 * them, and nobody brings more origins than there is room left for: one alone gets half of it, two get a third each.
 */

type Scope = Pick<State, 'config' | 'seen' | 'introductions'>

const current = ({ config, introductions }: Scope, now: Instant): State['introductions'] =>
  aged(introductions, now, config.seenWindow)

/** How many origins the seen set may have for one more to come in by `from`. */
export const roomFor = (scope: Scope, from: NodeId, now: Instant): number => {
  const { seenOriginLimit, seenWindow } = scope.config
  // Nobody has brought more than are there.
  if (2 * size(scope.seen) < seenOriginLimit) return seenOriginLimit
  const memory = current(scope, now)
  const { turnedAt } = memory
  const before = recall(memory, from, turnedAt - seenWindow) ?? 0
  return seenOriginLimit - before - (recall(memory, from, turnedAt) ?? 0)
}

/** Counts one more, in the generation that the seen set is in. */
export const introduced = (scope: Scope, from: NodeId, now: Instant): State['introductions'] => {
  const memory = current(scope, now)
  const { turnedAt } = memory
  return remember(memory, from, (recall(memory, from, turnedAt) ?? 0) + 1, turnedAt)
}
