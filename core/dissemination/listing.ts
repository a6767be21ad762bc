import { type Config, listLimit, RUMOR_ID_OVERHEAD } from '../config.ts'
import type { RumorId } from '../id.ts'

/** What the id of a rumor takes in a list, in bytes; at most. */
export const listedBytes = ({ origin }: RumorId): number => {
  let bytes = RUMOR_ID_OVERHEAD + origin.length
  // No code unit beyond ASCII takes more than three bytes of UTF-8.
  for (let at = 0; at < origin.length; at++) if (origin.charCodeAt(at) >= 0x80) bytes += 2
  return bytes
}

/** The ids in as few lists as datagrams hold them. */
export const listings = (
  rumors: ReadonlyArray<RumorId>,
  config: Config,
): ReadonlyArray<ReadonlyArray<RumorId>> => {
  const limit = listLimit(config)
  const lists: RumorId[][] = []
  let room = 0
  for (const rumor of rumors) {
    const bytes = listedBytes(rumor)
    if (bytes > room) {
      lists.push([])
      room = limit
    }
    lists.at(-1)?.push(rumor)
    room -= bytes
  }
  return lists
}
