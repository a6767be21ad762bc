import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Address, NodeId, RumorId } from '../core/id.ts'
import type { Delivered, Left } from '../core/notice.ts'
import type { Counters } from './counters.ts'
import { GossipError, type GossipFailure } from './error.ts'
import { iterate } from './inbox.ts'
import type { Member, Views } from './member.ts'
import type { ShellNotice } from './notice.ts'

/** A node of the group, for those who await promises. Whatever fails rejects with a `GossipError`. */
export interface Node extends AsyncDisposable {
  readonly id: NodeId
  views(): Views
  /** About how many members the group has, this node included; null where `sizeEpoch` is 0. */
  size(): number | null
  counters(): Counters
  /** Joins through these addresses, if `open` was given none. */
  join(contacts: ReadonlyArray<Address>): Promise<void>
  /** Resolves once others can reach this node, or there is nobody to join. The error names each contact. */
  joined(options?: { readonly signal?: AbortSignal }): Promise<void>
  /** Resolves with the message's id once it is on its way; waits while the node can't take more. */
  publish(payload: Uint8Array): Promise<RumorId>
  /** What others publish from now on. Of more than `limit` unread the oldest is dropped, with a notice. */
  messages(options?: { readonly limit?: number }): AsyncIterableIterator<Delivered>
  /** What happens from now on; the first reading begins with what happened while the node was opened. */
  notices(options?: { readonly limit?: number }): AsyncIterableIterator<ShellNotice>
  /** Hands the arcs over, says good-bye, and closes. Names those who could not be told. */
  leave(): Promise<Left>
  /** Closes without a word, as a crash would. */
  close(): Promise<void>
}

export const unwrap = async <A>(task: TaskEither<GossipFailure, A>): Promise<A> => {
  const outcome = await task()
  if (Either.isLeft(outcome)) throw new GossipError(outcome.left)
  return outcome.right
}

/** The same node behind promises and async iterators. */
export const toNode = (member: Member): Node => ({
  id: member.id,
  views: member.views,
  size: member.size,
  counters: member.counters,
  join: (contacts) => unwrap(member.join(contacts)),
  joined: (options) => unwrap(member.joined(options?.signal)),
  publish: (payload) => {
    if (!(payload instanceof Uint8Array)) {
      return Promise.reject(
        new TypeError('publish takes a Uint8Array; encode text with new TextEncoder().encode(text)'),
      )
    }
    return unwrap(member.publish(payload))
  },
  messages: (options) => iterate(member.messages(limitOf(options))),
  notices: (options) => iterate(member.notices(limitOf(options))),
  leave: () => unwrap(member.leave),
  close: () => member.close(),
  [Symbol.asyncDispose]: async () => {
    // A node that has left, or is closed, has nothing more to do.
    await member.leave()
    await member.close()
  },
})

const limitOf = (options: { readonly limit?: number } | undefined): number | undefined => {
  const limit = options?.limit
  if (limit === undefined || limit >= 1) return limit
  throw new RangeError(`limit must be 1 or more, not ${limit}`)
}
