import { asNodeId, type Message, type NodeId } from '../../core/index.ts'
import {
  type Block,
  clog,
  command,
  crash,
  cut,
  free,
  partition,
  pause,
  restart,
  resume,
  sleep,
  start,
  tick,
  type World,
} from '../../shell/simulation/index.ts'
import { below, happens, type Luck } from '../../shell/simulation/luck.ts'
import { between, type Options } from './draw.ts'
import type { Act } from './weight.ts'

/** A run under way. */
export interface Scene {
  readonly world: World
  readonly options: Options
  readonly luck: Luck
  readonly ids: ReadonlyArray<NodeId>
  /** Payloads so far: each is a number of its own. */
  payloads: number
}

const TICKS = 60

// Messages that a clogged link holds at most.
const HELD = 200

const some = <A>(luck: Luck, items: ReadonlyArray<A>): A | undefined =>
  items.length === 0 ? undefined : items[below(luck, items.length)]

const half = <A>({ luck }: Scene, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.filter(() => happens(luck, 0.5))

/** Those that run; a stopped process gets no commands. */
const running = ({ world }: Scene): ReadonlyArray<NodeId> =>
  [...world.lives.values()].filter(({ missed }) => missed === null).map(({ state }) => state.self.id)

/** Nobody has this address. */
const NOWHERE = asNodeId('nowhere')

/** Addresses for a newcomer: of those that run and those that do not, at times its own or nobody's. */
const contactsFor = ({ luck, ids, world }: Scene): ReadonlyArray<NodeId> => {
  if (world.starts.size <= 1 || happens(luck, 0.02)) return []
  const alive = [...world.lives.keys()].map(asNodeId)
  const known = happens(luck, 0.8) ? alive : [...ids, NOWHERE]
  return Array.from({ length: between(luck, 1, 3) }, () => some(luck, known) ?? NOWHERE)
}

export const enter = (scene: Scene, id: NodeId): void => {
  start(scene.world, id, scene.options.config)
  command(scene.world, id, { _tag: 'Join', contacts: contactsFor(scene) })
}

/**
 * A process ends when its node is gone, and no link holds everything for ever: a handover whose acknowledgement is
 * held goes elsewhere as well, so that copies would multiply at each hop.
 */
const sweep = ({ world }: Scene): void => {
  for (const block of [...world.blocks]) if ((block.held?.length ?? 0) > HELD) free(world, block)
  for (const [id, { state }] of [...world.lives]) if (state.phase._tag === 'Gone') crash(world, asNodeId(id))
}

const kindsOf = ({ options: { kinds } }: Scene): { readonly kinds?: ReadonlyArray<Message['_tag']> } =>
  kinds.length === 0 ? {} : { kinds }

const whole = (payload: number): Uint8Array =>
  Uint8Array.of(payload & 0xff, (payload >> 8) & 0xff, (payload >> 16) & 0xff)

export const publish = (scene: Scene, id: NodeId): void => {
  scene.payloads += 1
  command(scene.world, id, { _tag: 'Publish', payload: whole(scene.payloads) })
}

const blockOf = (scene: Scene): Block | undefined => some(scene.luck, [...scene.world.blocks])

const acts: Readonly<Record<Act, (scene: Scene, id: NodeId) => void>> = {
  enter: (scene) => {
    const id = some(
      scene.luck,
      scene.ids.filter((name) => !scene.world.lives.has(name)),
    )
    if (id !== undefined) enter(scene, id)
  },
  leave: ({ world }, id) => command(world, id, { _tag: 'Leave' }),
  crash: ({ world }, id) => crash(world, id),
  restart: (scene, id) => {
    restart(scene.world, id)
    // At times its application is in no hurry.
    if (happens(scene.luck, 0.9)) command(scene.world, id, { _tag: 'Join', contacts: contactsFor(scene) })
  },
  pause: ({ world }, id) => pause(world, id),
  resume: ({ world, luck }) => {
    const id = some(
      luck,
      [...world.lives].filter(([, { missed }]) => missed !== null).map(([name]) => name),
    )
    if (id !== undefined) resume(world, asNodeId(id))
  },
  cut: (scene) =>
    void cut(scene.world, { from: half(scene, scene.ids), to: half(scene, scene.ids), ...kindsOf(scene) }),
  part: (scene) => {
    const left = half(scene, scene.ids)
    partition(
      scene.world,
      left,
      scene.ids.filter((id) => !left.includes(id)),
    )
  },
  clog: (scene) =>
    void clog(scene.world, { from: half(scene, scene.ids), to: half(scene, scene.ids), ...kindsOf(scene) }),
  mend: (scene) => {
    const block = blockOf(scene)
    if (block !== undefined) free(scene.world, block)
  },
  publish,
  seek: (scene, id) => command(scene.world, id, { _tag: 'Join', contacts: contactsFor(scene) }),
  stop: ({ world, luck, options }) => sleep(world, below(luck, 3 * options.config.isolationTimeout)),
}

const chosen = ({ luck, options: { weights } }: Scene): Act => {
  // The keys of a record of acts are acts, which the type of `Object.entries` does not say.
  const all = Object.entries(weights) as ReadonlyArray<readonly [Act, number]>
  let left = below(
    luck,
    all.reduce((sum, [, weight]) => sum + weight, 0),
  )
  for (const [act, weight] of all) {
    left -= weight
    if (left < 0) return act
  }
  return 'enter'
}

const pass = ({ world, luck }: Scene): void => {
  for (let ticks = between(luck, 1, TICKS); ticks > 0 && tick(world); ticks--) {
    // Time passes.
  }
}

/** A group forms, and then this and that happens to it, for so many steps. */
export const carryOut = (scene: Scene, steps: number): void => {
  const { world, luck } = scene
  for (const id of scene.ids) {
    enter(scene, id)
    pass(scene)
  }
  while (world.steps < steps) {
    const id = some(luck, running(scene))
    const act = id === undefined ? (happens(luck, 0.5) ? 'enter' : 'resume') : chosen(scene)
    acts[act](scene, id ?? NOWHERE)
    pass(scene)
    sweep(scene)
  }
}
