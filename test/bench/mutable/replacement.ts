import { type Effect, send } from '../../../core/effect.ts'
import { fork } from '../../../core/entropy.ts'
import { after, type Instant } from '../../../core/time.ts'
import type { Node } from './node.ts'

/** A member that started anew, as the `index`-th thing that a step has told its parts, and how many there were. */
export interface Loss {
  readonly index: number
  readonly degree: number
}

/** PROTOCOL 7.2, by hand, for a member that has started anew. */
export const onLost = (
  node: Node,
  { index, degree }: Loss,
  at: Instant,
  entropy: number,
  effects: Effect[],
): void => {
  const { config, self, partialView, inView, replacements } = node
  const draw = fork(entropy, 'replace', 2 * index).unit()
  if (draw >= 1 - (config.copies + 1) / degree || replacements.length >= config.partialViewLimit) return
  node.attempts += 1
  const draws = fork(entropy, 'replace', 2 * index + 1)
  const neighbours = partialView.length > 0 ? partialView : inView
  const target = neighbours[draws.below(Math.max(1, neighbours.length))]
  if (target === undefined) return
  replacements.push(after(at, draws.jitter(config.searchTimeout, config.jitterPercent)))
  effects.push(
    send(target.id, {
      _tag: 'Walk',
      seeker: self.id,
      boot: self.boot,
      search: node.attempts,
      attempt: 1,
      budget: config.indirectionBudget,
      hops: 1,
      handover: 0,
    }),
  )
}
