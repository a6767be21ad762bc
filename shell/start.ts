import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Address } from '../core/id.ts'
import type { MakeAlarm } from './capability.ts'
import type { OpenError } from './error.ts'
import { type Host, type HostOptions, makeHost } from './host.ts'
import { idleKeeper, type Keeper, makeKeeper } from './keeper.ts'
import { type Canonical, type Member, makeMember } from './member.ts'
import { blank, firstMemory, type Recollection } from './recollection.ts'
import { makeAlarm } from './timer.ts'

export interface StartOptions extends Omit<HostOptions, 'boot' | 'memory' | 'makeAlarm'> {
  readonly canonical: Canonical
  readonly join: ReadonlyArray<Address>
  /** By default the node has no memory. */
  readonly recollection?: Recollection
}

/** Starts a new life of a node, and lets it join; closed again if it may not. */
export const start =
  ({ canonical, join, recollection = blank(), ...options }: StartOptions): TaskEither<OpenError, Member> =>
  async () => {
    const { boot, memory, notices } = recollection
    const alarm: MakeAlarm = (ring) => makeAlarm(options.clock, ring)
    const host = makeHost({ ...options, boot, memory, makeAlarm: alarm })
    // Counted now; heard by the first who listens.
    for (const notice of notices) host.bulletin.announce(notice)
    const keeper = keeperOf(host, recollection, { clock: options.clock, makeAlarm: alarm })
    const member = makeMember({ host, keeper, canonical, unheard: notices })
    const joining = await member.join(join)()
    if (Either.isRight(joining)) return Either.right(member)
    await member.close()
    return joining
  }

const keeperOf = (
  host: Host,
  recollection: Recollection,
  time: Pick<HostOptions, 'clock' | 'makeAlarm'>,
): Keeper => {
  const { store } = recollection
  return store === null ? idleKeeper : makeKeeper({ host, store, first: firstMemory(recollection), ...time })
}
