import * as Either from 'fp-ts/lib/Either.js'
import { makeTracker, type Track } from '../../shell/merge/track.ts'
import { readJournal } from '../../shell/node/journal/reader.ts'
import { advance, nothing } from '../../shell/node/journal/replay.ts'
import type { JournalText } from './group.ts'

/** What journals tell, of which those of one node are in their order. */
export const tracksOf = (journals: ReadonlyArray<JournalText>, hasNotices = true): ReadonlyArray<Track> =>
  [...new Set(journals.map(({ id }) => id))].map((id) =>
    trackOf(
      journals.filter((one) => one.id === id),
      hasNotices,
    ),
  )

const trackOf = (journals: ReadonlyArray<JournalText>, hasNotices: boolean): Track => {
  const tracker = makeTracker(hasNotices)
  const options = { invariants: false, witness: tracker }
  let replay = nothing
  for (const { text } of journals) {
    const journal = Either.getOrElseW(() => null)(readJournal(text))
    if (journal === null) throw new Error('no journal')
    for (const item of [{ _tag: 'Opened', header: journal.header } as const, ...journal.entries]) {
      const next = advance(replay, item, options)
      if (Either.isLeft(next)) throw new Error(next.left)
      replay = next.right
    }
  }
  const track = tracker.track()
  if (track === null || replay.divergence !== null) throw new Error('no track')
  return track
}
