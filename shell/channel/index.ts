import { type Node, toNode, unwrap } from '../face.ts'
import { type ChannelOptions, openChannelMember } from './open.ts'

export * from '../public.ts'
export type { Channel } from './channel.ts'
export { type ChannelOptions, openChannelMember } from './open.ts'
export { relay } from './relay.ts'

/** Opens a node on a BroadcastChannel or a MessagePort: in browsers, workers, Deno, Bun and Node.js. */
export const open = async (options: ChannelOptions): Promise<Node> =>
  toNode(await unwrap(openChannelMember(options)))
