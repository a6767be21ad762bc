import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Closer } from './closer.ts'
import type { JoinError } from './error.ts'
import type { Host } from './host.ts'

type Outcome = Either.Either<JoinError, void>

/** Waits until the node is a member, or founds a group because there is nobody to join. */
export const awaitJoined =
  (host: Host, closing: Closer, signal?: AbortSignal): TaskEither<JoinError, void> =>
  () =>
    new Promise((resolve) => {
      const closed: Outcome = Either.left({ _tag: 'Closed', id: host.id })
      const { phase } = host.state()
      if (closing.isClosed() || phase._tag === 'Leaving' || phase._tag === 'Gone') return resolve(closed)
      if (phase._tag === 'Member' || phase._tag === 'Alone') return resolve(Either.right(undefined))
      const settle = (outcome: Outcome): void => {
        deafen()
        forget()
        signal?.removeEventListener('abort', giveUp)
        resolve(outcome)
      }
      // Which contacts were asked, and what came of each, is in the state: the error shows it as it is then.
      const giveUp = (): void => settle(Either.left({ _tag: 'NotJoined', contacts: host.state().contacts }))
      const deafen = host.bulletin.listen((notice) => {
        if (notice._tag === 'Joined' || notice._tag === 'Founded') settle(Either.right(undefined))
        if (notice._tag === 'Left') settle(closed)
      })
      const forget = closing.onClose(() => settle(closed))
      if (signal?.aborted) return giveUp()
      signal?.addEventListener('abort', giveUp, { once: true })
    })
