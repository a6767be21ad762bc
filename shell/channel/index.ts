import { type Node, toNode, unwrap } from '../face.ts'
import { type ChannelOptions, openChannelMember } from './open.ts'

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
export type { Channel } from './channel.ts'
export { type ChannelOptions, openChannelMember } from './open.ts'
export { relay } from './relay.ts'

/** Opens a node on a BroadcastChannel or a MessagePort: in browsers, workers, Deno, Bun and Node.js. */
export const open = async (options: ChannelOptions): Promise<Node> =>
  toNode(await unwrap(openChannelMember(options)))
