import { asInstant, asNodeId, type Millis, type Peer, type RumorId, type State } from '../../core/index.ts'
import { ageOf, visitAll } from '../../core/store.ts'
import { run } from '../../shell/simulation/index.ts'
import { audience, type Circle, livesOf, reaching } from './circle.ts'
import { isHealing } from './demand.ts'
import type { Watch } from './laws.ts'
import { publish, type Scene } from './scene.ts'

/* How far rumors go once nothing fails any more. */

/** A rumor, and who is to get it. */
interface Wanted {
  readonly rumor: RumorId
  readonly receivers: ReadonlyArray<Peer>
  /** Who was joined by arcs when it was wanted. */
  readonly circle: Circle
}

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

/** What these nodes keep together, by message: the parts that nobody keeps, and the age of the oldest part. */
interface Kept {
  readonly rumor: RumorId
  readonly missing: Set<number>
  age: Millis
}

const keptBy = (states: ReadonlyArray<State>): ReadonlyArray<Kept> => {
  const messages = new Map<string, Kept>()
  for (const { store, now } of states) {
    visitAll(store, (entry) => {
      const { origin, boot, sequence, part, parts } = entry.rumor
      const rumor = { origin, boot, sequence: sequence - part }
      const missing = new Set(Array.from({ length: parts }, (_, at) => at))
      const message = messages.get(keyOf(rumor)) ?? { rumor, missing, age: 0 }
      message.missing.delete(part)
      message.age = Math.max(message.age, ageOf(entry, now))
      messages.set(keyOf(rumor), message)
    })
  }
  return [...messages.values()]
}

/**
 * How long so many fragments take to go round a group of so many nodes, generously: at each node they wait until a
 * digest shows that they are missing, and are no longer on their way.
 */
const limitOf = ({ options, ids }: Scene, fragments: number): Millis => {
  const { digestInterval, repairLimit, repairDelay } = options.config
  const rounds = 20 + 4 * ids.length + 4 * Math.ceil(fragments / repairLimit)
  return 2 * digestInterval * rounds + repairDelay
}

// Digests for which a lack of rumors tells of publishers that are too fast, as many as an answer takes at most, and one.
const NEWS = 8

// A rumor counts as older than it is by a millisecond at each arc.
const GRACE: Millis = 1_000

/** When a node joined: a founder before all, a newcomer that still looks for its contact after all. */
const joiningOf = ({ phase, joinedAt }: State): number =>
  joinedAt ??
  (phase._tag === 'Searching' || phase._tag === 'Subscribing'
    ? Number.POSITIVE_INFINITY
    : Number.NEGATIVE_INFINITY)

/**
 * Who is to get a rumor: everybody but its origin. Without `catchUp` newcomers want nothing from before, and what
 * they do not take they do not pass on, so that it need not reach those behind them.
 */
const receiversOf = (
  states: ReadonlyArray<State>,
  { receipts }: Watch,
  rumor: RumorId,
): ReadonlyArray<Peer> => {
  const isNewcomer = (state: State): boolean => (receipts.publishedAt(rumor) ?? 0) < joiningOf(state) + GRACE
  const isWanted = states.every((state) => state.config.catchUp === 1 || !isNewcomer(state))
  return isWanted ? states.filter(({ self }) => self.id !== rumor.origin).map(({ self }) => self) : []
}

/** Has each node of a group publish, and says what all of them are to get. */
const wantedIn = (scene: Scene, watch: Watch, circle: Circle): ReadonlyArray<Wanted> => {
  const { config } = scene.options
  const states = (): ReadonlyArray<State> =>
    [...livesOf(scene.world).values()].filter(({ self }) => circle.has(self.id))
  if (circle.size === 1) return []
  for (const id of circle) publish(scene, asNodeId(id))
  const kept = keptBy(states())
  const limit = limitOf(scene, fragmentsOf(scene))
  return kept
    .filter(({ missing, age }) => missing.size === 0 && age + limit <= config.retention)
    .map(({ rumor }) => ({ rumor, receivers: receiversOf(states(), watch, rumor), circle }))
}

const fragmentsOf = ({ world }: Scene): number =>
  Math.max(0, ...[...world.lives.values()].map(({ state: { store } }) => store.young.size + store.old.size))

const missesOf = ({ receipts }: Watch, wanted: ReadonlyArray<Wanted>): ReadonlyArray<string> =>
  wanted.flatMap(({ rumor, receivers }) =>
    receivers
      .filter((receiver) => !receipts.isSettled(receiver, rumor))
      .map(({ id }) => `${id} did not get rumor ${keyOf(rumor)}`),
  )

/** Where nobody heals, leases and silence may still take a group apart; and nothing crosses from part to part. */
const isTogether = ({ world, options }: Scene, circle: Circle): boolean =>
  isHealing(options.config) || reaching(livesOf(world)).some((one) => [...circle].every((id) => one.has(id)))

/**
 * PROTOCOL 8.3. With digests, what anybody keeps reaches everybody in bounded time, whatever was lost before: rumors
 * from the time of the faults, and one of each node from now. Says what does not.
 */
export const repairs = (scene: Scene, watch: Watch): ReadonlyArray<string> => {
  const { world, options } = scene
  if (options.config.digestPeers === 0 || !options.isRoomy) return []
  const wanted = reaching(livesOf(world)).flatMap((circle) => wantedIn(scene, watch, circle))
  const end = asInstant(world.now + limitOf(scene, fragmentsOf(scene)))
  while (world.now < end && missesOf(watch, wanted).length > 0) run(world, options.config.digestInterval)
  // Publishers may be told to wait as long as what was published now is new.
  run(world, NEWS * options.config.digestInterval)
  return missesOf(
    watch,
    wanted.filter(({ circle }) => isTogether(scene, circle)),
  )
}

/**
 * PROTOCOL 4.1. Publishes at a node while no clock runs, and says whom the rumor should have reached as a flood and did
 * not, or the other way round.
 */
export const floods = (scene: Scene, watch: Watch, arrive: () => void, id: string): ReadonlyArray<string> => {
  const { world, options } = scene
  const lives = livesOf(world)
  const origin = lives.get(id)
  if (origin === undefined || origin.partialView.length === 0) return []
  publish(scene, origin.self.id)
  arrive()
  const sequence = origin.published + 1
  const rumor = { origin: id, boot: origin.self.boot, sequence }
  const got = new Set<string>(watch.receipts.receiversOf({ ...rumor, origin: origin.self.id }))
  const wanted = audience(lives, id)
  const { fanOut, eagerArcs, retention } = options.config
  // Some are chosen, hear of it instead, or have no room for one more origin; and each arc makes a rumor older.
  const mayMiss = fanOut > 0 || eagerArcs > 0 || retention < scene.ids.length || !options.isRoomy
  return [
    ...[...got]
      .filter((receiver) => !wanted.has(receiver))
      .map((receiver) => `${receiver} cannot be reached`),
    ...[...wanted]
      .filter((receiver) => receiver !== id && !got.has(receiver) && !mayMiss)
      .map((receiver) => `${receiver} did not get it`),
  ].map((sentence) => `rumor ${sequence} of ${id}: ${sentence}`)
}
