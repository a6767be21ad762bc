import * as Either from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Command } from '../core/event.ts'
import type { Address, NodeId, RumorId } from '../core/id.ts'
import { groupSize } from '../core/membership/size.ts'
import type { Delivered, Left } from '../core/notice.ts'
import { type Closer, makeCloser } from './closer.ts'
import type { Counters } from './counters.ts'
import type { AddressInvalid, CommandError, JoinError } from './error.ts'
import type { Host } from './host.ts'
import { awaitJoined } from './joining.ts'
import type { Keeper } from './keeper.ts'
import type { ShellNotice } from './notice.ts'
import { makePublisher } from './publisher.ts'
import { makeReadings, type Reading, type Topic } from './reading.ts'

export interface Views {
  readonly partialView: ReadonlyArray<NodeId>
  readonly inView: ReadonlyArray<NodeId>
}

/** A node of the group, with errors as values. The promise face is made of this one. */
export interface Member {
  readonly id: NodeId
  readonly views: () => Views
  /** About how many members the group has, this node included; null where `sizeEpoch` is 0. */
  readonly size: () => number | null
  readonly counters: () => Counters
  readonly join: (contacts: ReadonlyArray<Address>) => TaskEither<CommandError, void>
  /** Right once others can reach this node, or there is nobody to join; left when `signal` ends the waiting. */
  readonly joined: (signal?: AbortSignal) => TaskEither<JoinError, void>
  /** Copies the payload, waits for room to send it, and gives the rumor's id. */
  readonly publish: (payload: Uint8Array) => TaskEither<CommandError, RumorId>
  /** What others publish from now on. Of more than `limit` unread the oldest is dropped, with a notice. */
  readonly messages: (limit?: number) => Reading<Delivered>
  /** What happens from now on; the first reading begins with what happened while the node was opened. */
  readonly notices: (limit?: number) => Reading<ShellNotice>
  /** Hands the arcs over, says good-bye, and closes. Right with those who could not be told. */
  readonly leave: TaskEither<CommandError, Left>
  /** Closes without a word, as a crash would. */
  readonly close: Task<void>
}

const deliveries: Topic<Delivered> = {
  pick: (notice) => (notice._tag === 'Delivered' ? notice : null),
  aboutOf: (message) => message.rumor,
}

const everything: Topic<ShellNotice> = {
  pick: (notice) => notice,
  aboutOf: (notice) => (notice._tag === 'Delivered' ? notice.rumor : null),
}

/** The one spelling of an address, or what is wrong with it; a transport knows. */
export type Canonical = (address: Address) => Either.Either<AddressInvalid, Address>

export interface MemberOptions {
  readonly host: Host
  readonly keeper: Keeper
  readonly canonical: Canonical
  /** What was announced before anybody could listen. */
  readonly unheard: ReadonlyArray<ShellNotice>
}

export const makeMember = ({ host, keeper, canonical, ...options }: MemberOptions): Member => {
  const { messageLimit } = host.state().config
  const readings = makeReadings(host)
  const publisher = makePublisher(host)
  const closer = makeCloser(async () => {
    // First, so that nothing is published into a transport that is closing and drops it.
    publisher.close()
    // As long as the address is taken no next life can begin, which would read a memory that is being replaced.
    await keeper.close()
    await host.close()
    readings.close()
  })
  const command = obey(host, closer.isClosed)
  let { unheard } = options
  let leaving: Promise<Either.Either<CommandError, Left>> | null = null
  return {
    id: host.id,
    views: () => viewsOf(host),
    size: () => groupSize(host.state()),
    counters: host.counters,
    join: (contacts) => async () => {
      const places = Either.traverseArray(canonical)(contacts)
      return Either.isLeft(places) ? places : command({ _tag: 'Join', contacts: places.right })
    },
    joined: (signal) => awaitJoined(host, closer, signal),
    publish: publisher.publish,
    messages: (limit = messageLimit) => readings.open(deliveries, limit),
    notices: (limit = messageLimit) => {
      const first = unheard
      unheard = []
      return readings.open(everything, limit, first)
    },
    leave: () => {
      // Whoever asks again, or disposes of a node that is leaving, waits for the same farewell.
      leaving ??= leave(host, keeper, closer, command)
      return leaving
    },
    close: closer.close,
  }
}

const leave = async (
  host: Host,
  keeper: Keeper,
  closer: Closer,
  command: ReturnType<typeof obey>,
): Promise<Either.Either<CommandError, Left>> => {
  // Before the views are handed over. It is waited for by the closing.
  void keeper.save()
  const left = awaitLeft(host, closer)
  const obeyed = await command({ _tag: 'Leave' })
  if (Either.isLeft(obeyed)) return obeyed
  const outcome = await left
  await closer.close()
  return outcome
}

const viewsOf = (host: Host): Views => {
  const { partialView, inView } = host.state()
  return { partialView: partialView.map(({ id }) => id), inView: inView.map(({ id }) => id) }
}

const awaitLeft = ({ id, bulletin }: Host, closer: Closer): Promise<Either.Either<CommandError, Left>> =>
  new Promise((resolve) => {
    const settle = (outcome: Either.Either<CommandError, Left>): void => {
      deafen()
      forget()
      resolve(outcome)
    }
    const deafen = bulletin.listen((notice) => {
      if (notice._tag === 'Left') settle(Either.right(notice))
    })
    const forget = closer.onClose(() => settle(Either.left({ _tag: 'Closed', id })))
  })

/** Gives a command to the node, and finds the refusal in its answer if there is one. */
const obey =
  (host: Host, isClosed: () => boolean) =>
  (command: Command): Promise<Either.Either<CommandError, void>> =>
    new Promise((resolve) => {
      if (isClosed()) return resolve(Either.left({ _tag: 'Closed', id: host.id }))
      const isTaken = host.command(command, (effects) => {
        const refusal = effects.flatMap((effect) =>
          effect._tag === 'Notify' && effect.notice._tag === 'Refused' ? [effect.notice.reason] : [],
        )[0]
        resolve(
          refusal === undefined
            ? Either.right(undefined)
            : Either.left({ _tag: 'Refused', reason: refusal, detail: '' }),
        )
      })
      if (!isTaken) resolve(Either.left({ _tag: 'Busy', limit: host.state().config.mailboxLimit }))
    })
