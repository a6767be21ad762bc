import { type Node, toNode, unwrap } from '../face.ts'
import { type OpenOptions, openMember } from './open.ts'

export type { ConfigInput } from '../../core/codec/config.ts'
export type { Address, NodeId, RumorId } from '../../core/id.ts'
export type { Delivered, Left } from '../../core/notice.ts'
export type { Counters } from '../counters.ts'
export {
  type CommandError,
  explain,
  GossipError,
  type GossipFailure,
  type JoinError,
  type OpenError,
} from '../error.ts'
export type { Node } from '../face.ts'
export type { Member, Views } from '../member.ts'
export type { ShellDropReason, ShellNotice } from '../notice.ts'
export type { Reading } from '../reading.ts'
export { type OpenOptions, openMember } from './open.ts'

/** Opens a node on a UDP socket. Resolves when it is bound; joining goes on in the background, see `joined`. */
export const open = async (options: OpenOptions): Promise<Node> => toNode(await unwrap(openMember(options)))
