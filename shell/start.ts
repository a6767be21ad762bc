import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { type Address, asBoot } from '../core/id.ts'
import type { OpenError } from './error.ts'
import { type HostOptions, makeHost } from './host.ts'
import { type Canonical, type Member, makeMember } from './member.ts'
import { makeAlarm } from './timer.ts'

export interface StartOptions extends Omit<HostOptions, 'boot' | 'makeAlarm'> {
  readonly canonical: Canonical
  readonly join: ReadonlyArray<Address>
}

/** Starts a new life of a node, and lets it join; closed again if it may not. */
export const start =
  ({ canonical, join, ...host }: StartOptions): TaskEither<OpenError, Member> =>
  async () => {
    // Larger than in any former life, as long as the wall clock was not set back in between.
    const boot = asBoot(Date.now())
    const member = makeMember(
      makeHost({ ...host, boot, makeAlarm: (ring) => makeAlarm(host.clock, ring) }),
      canonical,
    )
    const joining = await member.join(join)()
    if (Either.isRight(joining)) return Either.right(member)
    await member.close()
    return joining
  }
