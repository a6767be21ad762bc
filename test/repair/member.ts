import { filterOf } from '../../core/dissemination/filter.ts'
import {
  asBoot,
  asInstant,
  asNodeId,
  type Config,
  type ConfigInput,
  type Digest,
  type NodeId,
  type RumorId,
  type State,
} from '../../core/index.ts'
import { type Fingerprint, fingerprint, retain } from '../../core/store.ts'
import { rumor } from '../eager/member.ts'
import { configWith, memberOf, NOW, names } from '../suspicion/member.ts'

export const boot = asBoot(4)

export const id = (sequence: number, origin = asNodeId('o:1')): RumorId => ({ origin, boot, sequence })

/** Digests every second, and no more of anything else than can't be helped. */
export const configFor = (input: ConfigInput = {}): Config => configWith({ digestPeers: 2, ...input })

/** A rumor that is held: which, how old it was when it came, and when that was. */
export interface Holding {
  readonly rumor: RumorId
  readonly age?: number
  readonly at?: number
}

interface Keeper {
  readonly config?: Config
  readonly members?: ReadonlyArray<NodeId>
  readonly holders?: ReadonlyArray<NodeId>
  readonly holds?: ReadonlyArray<Holding>
  readonly slices?: Partial<State>
}

/** A member that holds these rumors, whose next digest is due at `NOW` + 500. */
export const keeper = ({ config = configFor(), holds = [], ...rest }: Keeper = {}): State => {
  const state = memberOf(config, [], [])
  const store = holds.reduce(
    (kept, { rumor: which, age = 10, at = NOW - 5_000 }) =>
      retain(kept, rumor({ ...which, age, eager: false }), asInstant(at), config),
    { ...state.store, turnedAt: asInstant(NOW - 10_000) },
  )
  return memberOf(config, rest.members ?? names(3, 'm'), rest.holders ?? names(3, 'h'), {
    store,
    repairs: { ...state.repairs, digestAt: asInstant(NOW + 500) },
    pulse: { ...state.pulse, beatAt: asInstant(NOW + 1_000_000_000) },
    ...rest.slices,
  })
}

/** What somebody shows who has these. */
export const digest = (has: ReadonlyArray<RumorId>, changes: Partial<Digest> = {}): Digest => ({
  _tag: 'Digest',
  ...filterOf(has.map(fingerprint), 12_345, 10_000),
  horizon: 60_000,
  isAnswer: false,
  ...changes,
})

export const prints = (rumors: ReadonlyArray<RumorId>): ReadonlyArray<Fingerprint> => rumors.map(fingerprint)

/** Numbers from 1 on. */
export const upTo = (count: number): ReadonlyArray<number> => Array.from({ length: count }, (_, at) => at + 1)
