import { asBoot, asInstant, asNodeId, type Config, type Rumor, type State } from '../../core/index.ts'
import { configWith, holder, memberOf, NOW, names, target } from '../suspicion/member.ts'

export const origin = asNodeId('o:1')

/** A rumor far from its origin, as it comes over an eager arc. */
export const rumor = (changes: Partial<Rumor> = {}): Rumor => ({
  _tag: 'Rumor',
  origin,
  boot: asBoot(4),
  sequence: 1,
  hops: 3,
  age: 10,
  payload: Uint8Array.of(1, 2, 3),
  eager: true,
  part: 0,
  parts: 1,
  ...changes,
})

interface Arcs {
  readonly config?: Config
  /** Members that want rumors pushed, and such that want them announced. */
  readonly eagerTargets?: number
  readonly lazyTargets?: number
  /** Holders from which this node wants them pushed, or announced. */
  readonly eagerHolders?: number
  readonly lazyHolders?: number
  readonly slices?: Partial<State>
}

/** Its arcs by their modes: members `e:0`, …, `l:0`, …, holders `p:0`, …, `q:0`, …. No heartbeat is due for long. */
export const relay = ({ config = configWith(), ...arcs }: Arcs = {}): State => {
  const state = memberOf(config, [], [])
  return memberOf(config, [], [], {
    partialView: [
      ...names(arcs.eagerTargets ?? 3, 'e').map((id) => target(id, true)),
      ...names(arcs.lazyTargets ?? 3, 'l').map((id) => target(id, false)),
    ],
    inView: [
      ...names(arcs.eagerHolders ?? 2, 'p').map((id) => holder(id, true)),
      ...names(arcs.lazyHolders ?? 3, 'q').map((id) => holder(id, false)),
    ],
    pulse: { ...state.pulse, beatAt: asInstant(NOW + 1_000_000_000) },
    ...arcs.slices,
  })
}

/** The holders over whose arcs this node wants rumors pushed. */
export const wished = ({ inView }: State): ReadonlyArray<string> =>
  inView.filter(({ eager }) => eager).map(({ id }) => id)

/** The members that want rumors pushed, as far as this node knows. */
export const pushing = ({ partialView }: State): ReadonlyArray<string> =>
  partialView.filter(({ eager }) => eager).map(({ id }) => id)
