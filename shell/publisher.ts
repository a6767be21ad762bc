import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Effect } from '../core/effect.ts'
import type { RumorId } from '../core/id.ts'
import type { RefuseReason } from '../core/notice.ts'
import type { CommandError } from './error.ts'
import type { Host } from './host.ts'

type Outcome = Either.Either<CommandError, RumorId>

interface Waiting {
  readonly payload: Uint8Array
  readonly settle: (outcome: Outcome) => void
}

export interface Publisher {
  readonly publish: (payload: Uint8Array) => TaskEither<CommandError, RumorId>
  /** Answers everybody who still waits: the node is closed. */
  readonly close: () => void
}

/** Publishers wait in a queue while the node has no room to send, or the group is behind; it is served in order. */
export const makePublisher = (host: Host): Publisher => {
  const { config } = host.state()
  const closed: Outcome = Either.left({ _tag: 'Closed', id: host.id })
  let queue: Waiting[] = []
  let isClosed = false
  let isWatching = false

  const hand = ({ payload, settle }: Waiting): void => {
    const isTaken = host.command({ _tag: 'Publish', payload }, (effects) =>
      settle(outcomeOf(effects, detail(payload))),
    )
    if (!isTaken) settle(Either.left({ _tag: 'Busy', limit: config.mailboxLimit }))
  }
  const detail = (payload: Uint8Array) => (reason: RefuseReason) =>
    reason === 'payloadTooLarge' ? `${payload.length} bytes, at most ${config.payloadLimit}` : ''
  const serve = (): void => {
    isWatching = false
    for (let next = take(); next !== undefined; next = take()) hand(next)
    if (queue.length === 0 || isWatching) return
    isWatching = true
    if (host.hasRoom()) onceCaughtUp(host, serve)
    else host.onceDrained(serve)
  }
  const take = (): Waiting | undefined => (host.hasRoom() && !isBehind(host) ? queue.shift() : undefined)

  return {
    publish: (payload) => () =>
      new Promise((settle) => {
        if (isClosed) return settle(closed)
        if (queue.length >= config.publishQueueLimit) {
          return settle(Either.left({ _tag: 'Busy', limit: config.publishQueueLimit }))
        }
        // A copy: the caller may use its buffer again at once.
        queue.push({ payload: new Uint8Array(payload), settle })
        if (!isWatching) serve()
      }),
    close: () => {
      isClosed = true
      for (const { settle } of queue) settle(closed)
      queue = []
    },
  }
}

const isBehind = ({ state }: Host): boolean => state().repairs.isBehind

const onceCaughtUp = ({ bulletin }: Host, listener: () => void): void => {
  const deafen = bulletin.listen((notice) => {
    if (notice._tag !== 'CaughtUp' && notice._tag !== 'Left') return
    deafen()
    listener()
  })
}

const outcomeOf = (effects: ReadonlyArray<Effect>, detail: (reason: RefuseReason) => string): Outcome => {
  for (const effect of effects) {
    if (effect._tag !== 'Notify') continue
    const { notice } = effect
    if (notice._tag === 'Published') return Either.right(notice.rumor)
    if (notice._tag === 'Refused') {
      return Either.left({ _tag: 'Refused', reason: notice.reason, detail: detail(notice.reason) })
    }
  }
  // A node that is gone answers no command.
  return Either.left({ _tag: 'Refused', reason: 'leaving', detail: '' })
}
