import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ConfigInput } from '../../core/codec/config.ts'
import { label } from '../../core/codec/scalar.ts'
import { type Address, asNodeId } from '../../core/id.ts'
import { asInstant } from '../../core/time.ts'
import { type Clock, type Entropy, noJournal } from '../capability.ts'
import type { OpenError } from '../error.ts'
import type { Canonical, Member } from '../member.ts'
import { parseSettings } from '../settings.ts'
import { start } from '../start.ts'
import type { Channel } from './channel.ts'
import { makeChannelTransport } from './transport.ts'

/** What browsers, workers, Deno, Bun and Node.js all have. */
declare const performance: { readonly now: () => number }
declare const crypto: { readonly getRandomValues: (words: Uint32Array) => Uint32Array }

export interface ChannelOptions {
  /** A BroadcastChannel, or a MessagePort. It belongs to the node from now on, and is closed with it. */
  readonly channel: Channel
  /** Under which name others on the channel know this node: short, without spaces, used by one node at a time. */
  readonly id: string
  /** The group's name; datagrams of other groups are dropped. By default `gossip`. */
  readonly group?: string
  /** Ids of members to join through, asked in turn. Without any, the node founds a group. */
  readonly join?: ReadonlyArray<Address>
  /** A profile, and parameters that shall differ from it. By default the profile `local`. */
  readonly config?: ConfigInput
}

/** Opens a node on a channel. It joins in the background; see `joined`. */
export const openChannelMember =
  ({ channel, id, join = [], ...given }: ChannelOptions): TaskEither<OpenError, Member> =>
  async () => {
    const settings = parseSettings({ profile: 'local', ...given.config }, given.group)
    if (Either.isLeft(settings)) return settings
    const { config, group } = settings.right
    const named = checkName(config.idLimit)(id)
    if (Either.isLeft(named)) return named
    const self = asNodeId(id)
    return start({
      config,
      group,
      self,
      clock: makeClock(),
      entropy: makeEntropy(),
      makeTransport: makeChannelTransport(channel, self),
      makeJournal: noJournal,
      canonical: checkName(config.idLimit),
      join,
    })()
  }

const checkName =
  (limit: number): Canonical =>
  (address) =>
    label(limit).is(address)
      ? Either.right(address)
      : Either.left({ _tag: 'AddressInvalid', address, problem: `an id has 1 to ${limit} bytes, no spaces` })

const makeClock = (): Clock => {
  const start = performance.now()
  return { now: () => asInstant(Math.floor(performance.now() - start)) }
}

const makeEntropy = (): Entropy => ({ next: () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0 })
