import { note } from '../../core/dissemination/seen.ts'
import { empty } from '../../core/generations.ts'
import type { RumorId } from '../../core/id.ts'
import { init } from '../../core/init.ts'
import type { State } from '../../core/state.ts'
import { asInstant } from '../../core/time.ts'
import { START } from './arrival.ts'
import { config } from './config.ts'
import { neighbour, self } from './peer.ts'

/** The size of both views in every measurement. */
export const VIEW = 20

/** A member with full views that has seen these rumors. */
export const memberThatSaw = (rumors: ReadonlyArray<RumorId>): State => {
  const at = asInstant(START)
  const [state] = init({ config, self: self.id, boot: self.boot, at, entropy: 1 })
  const peers = Array.from({ length: VIEW }, (_, index) => neighbour(index))
  const beatAt = asInstant(START + config.heartbeatInterval)
  return {
    ...state,
    alarm: beatAt,
    phase: { _tag: 'Member' },
    partialView: peers,
    inView: peers.map((peer) => ({ ...peer, heardAt: at, since: at })),
    pulse: { beatAt, heardAt: at },
    seen: rumors.reduce<State['seen']>((seen, rumor) => {
      const noted = note(seen, rumor, config.seenOriginLimit, config.seenRangeLimit)
      return noted._tag === 'Full' ? seen : noted.seen
    }, empty(at)),
  }
}
