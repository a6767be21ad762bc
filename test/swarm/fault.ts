import type { Peer } from '../../core/index.ts'

/** One life of a node, as text. */
export const lifeOf = ({ id, boot }: Peer): string => `${id} ${boot}`

/** The protocol is at fault. */
export const fault = (self: Peer, sentence: string): never => {
  throw new Error(`${lifeOf(self)} ${sentence}`)
}
