import { note } from '../../core/dissemination/seen.ts'
import { empty } from '../../core/generations.ts'
import type { RumorId } from '../../core/id.ts'
import { init } from '../../core/init.ts'
import type { State } from '../../core/state.ts'
import { deadline } from '../../core/step.ts'
import { asInstant } from '../../core/time.ts'
import { START } from './arrival.ts'
import { config } from './config.ts'
import { acquaintance, neighbour, self } from './peer.ts'

/** The size of both views in every measurement. */
export const VIEW = 20

/** Whether the arcs from and to the `index`-th neighbour push rumors: as many as a node wishes for. */
export const isEager = (index: number): boolean => index < config.eagerArcs

/** A member with full views that has seen these rumors. */
export const memberThatSaw = (rumors: ReadonlyArray<RumorId>): State => {
  const at = asInstant(START)
  const [state] = init({ config, self: self.id, boot: self.boot, at, entropy: 1 })
  const arcs = Array.from({ length: VIEW }, (_, index) => ({
    ...neighbour(index),
    heardAt: at,
    sequence: 1,
    eager: isEager(index),
  }))
  const beatAt = asInstant(START + config.heartbeatInterval)
  const remembered = Array.from({ length: config.memoryLimit }, (_, index) => ({
    ...acquaintance(index),
    fate: 'seen' as const,
    isAttested: true,
  }))
  const grown: State = {
    ...state,
    phase: { _tag: 'Member' },
    joinedAt: asInstant(0),
    partialView: arcs,
    inView: arcs.map(({ sequence: _, ...arc }) => ({ ...arc, since: at })),
    pulse: { beatAt, sentAt: at, probeAt: null, heardAt: at },
    healing: { ...state.healing, remembered, probeAt: asInstant(START + config.probeInterval) },
    repairs: { ...state.repairs, digestAt: beatAt },
    seen: rumors.reduce<State['seen']>((seen, rumor) => {
      const noted = note(seen, rumor, config.seenOriginLimit, config.seenRangeLimit)
      return noted._tag === 'Full' ? seen : noted.seen
    }, empty(at)),
  }
  return { ...grown, alarm: deadline(grown) }
}
