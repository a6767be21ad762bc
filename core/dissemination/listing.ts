import { type Config, listLimit } from '../config.ts'
import type { RumorId } from '../id.ts'

/** What CBOR takes for a number, or for the head of a text of so many bytes. */
const width = (value: number): number =>
  value < 24 ? 1 : value < 0x100 ? 2 : value < 0x1_0000 ? 3 : value < 0x1_0000_0000 ? 5 : 9

/** What the id of a rumor takes in a list, in bytes: an array of three. At most, where the origin is beyond ASCII. */
export const listedBytes = ({ origin, boot, sequence }: RumorId): number => {
  let text = origin.length
  // No code unit beyond ASCII takes more than three bytes of UTF-8.
  for (let at = 0; at < origin.length; at++) if (origin.charCodeAt(at) >= 0x80) text += 2
  return 1 + width(text) + text + width(boot) + width(sequence)
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
