import { type Node, toNode, unwrap } from '../face.ts'
import { type OpenOptions, openMember } from './open.ts'

export * from '../public.ts'
export type { JournalOptions, SyncPolicy } from './journal/options.ts'
export { type OpenOptions, openMember } from './open.ts'

/** Opens a node on a UDP socket. Resolves when it is bound; joining goes on in the background, see `joined`. */
export const open = async (options: OpenOptions): Promise<Node> => toNode(await unwrap(openMember(options)))
