import { digestLimit } from '../config.ts'
import { fork } from '../entropy.ts'
import type { Stamp } from '../event.ts'
import type { Digest } from '../message.ts'
import type { State } from '../state.ts'
import { ageOf, type Fingerprint, visitAll } from '../store.ts'
import type { Instant, Millis } from '../time.ts'
import { filterOf } from './filter.ts'

type Scope = Pick<State, 'config' | 'phase' | 'store' | 'joinedAt'>

/** Of rumors older than this a node wants none: they are too old, or from before its joining. */
export const horizon = ({ config, joinedAt }: Pick<Scope, 'config' | 'joinedAt'>, now: Instant): Millis =>
  config.catchUp === 1 || joinedAt === null ? config.retention : Math.min(config.retention, now - joinedAt)

/** To a node that has not joined yet all is from before its joining. */
const isNewcomer = ({ phase, joinedAt }: Scope): boolean =>
  joinedAt === null && (phase._tag === 'Searching' || phase._tag === 'Subscribing')

/** PROTOCOL 8.3. What this node has, for others to see what it lacks. */
export const digestOf = (scope: Scope, isAnswer: boolean, stamp: Stamp): Digest => {
  const { config } = scope
  const held: Fingerprint[] = []
  visitAll(scope.store, (entry) => {
    if (ageOf(entry, stamp.at) <= config.retention) held.push(entry)
  })
  const salt = fork(stamp.entropy, 'digest', 1).below(0x1_0000_0000)
  const filter = filterOf(held, salt, digestLimit(config))
  const asked = isNewcomer(scope) && config.catchUp === 0 ? 0 : horizon(scope, stamp.at)
  return { _tag: 'Digest', ...filter, horizon: asked, isAnswer }
}
