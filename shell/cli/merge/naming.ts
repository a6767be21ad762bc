import type { RumorId } from '../../../core/index.ts'
import type { Track } from '../../merge/track.ts'

/** How the timeline calls a life of a node: by its id, with its boot where several lives are recorded. */
export type Naming = (life: Pick<Track, 'id' | 'boot'>) => string

export const namingOf = (tracks: ReadonlyArray<Track>): Naming => {
  const counts = new Map<string, number>()
  for (const { id } of tracks) counts.set(id, (counts.get(id) ?? 0) + 1)
  return ({ id, boot }) => ((counts.get(id) ?? 0) > 1 ? `${id}/${boot}` : id)
}

export const rumorName = ({ origin, boot, sequence }: RumorId): string => `${origin}/${boot}/${sequence}`
