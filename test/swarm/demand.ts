import type { Instant, NodeId, State } from '../../core/index.ts'
import { statesOf, type World } from '../../shell/simulation/index.ts'
import type { Watch } from './laws.ts'
import { publish, type Scene } from './schedule.ts'

/*
 * What must come about once nothing fails any more. A node that knows nobody alive cannot find back, since arcs
 * that do not answer are not noticed; everybody else must.
 */

const isLeft = ({ phase }: State): boolean => phase._tag === 'Leaving' || phase._tag === 'Gone'

/** Nodes that run and have not left. */
const livesOf = (world: World): ReadonlyMap<string, State> =>
  new Map(
    statesOf(world)
      .filter((state) => !isLeft(state))
      .map((state) => [state.self.id, state]),
  )

const holdersOf = (lives: ReadonlyMap<string, State>, { self }: State): ReadonlyArray<NodeId> =>
  [...lives.values()]
    .filter(({ partialView }) => partialView.some(({ id }) => id === self.id))
    .map((holder) => holder.self.id)

/** Somebody alive whom the node can ask: a newcomer asks its contacts, everybody else the PartialView as well. */
const canAsk = (
  lives: ReadonlyMap<string, State>,
  { self, phase, contacts, partialView }: State,
): boolean => {
  const isNewcomer = phase._tag === 'Searching' && phase.reason === 'join'
  const members = isNewcomer ? [] : partialView.map(({ id }) => id)
  return [...contacts.map(({ address }) => address), ...members].some(
    (address) => address !== self.id && lives.has(address),
  )
}

/** What a node may still be waiting for. Null where it has all that it can have. */
const wanting = (lives: ReadonlyMap<string, State>, state: State): string | null => {
  const { self, phase, partialView, inView } = state
  if (phase._tag === 'Alone')
    return partialView.length > 0 || inView.length > 0 ? `${self.id} has arcs, and counts as alone` : null
  const isHeld = holdersOf(lives, state).length > 0
  // A newcomer's search is not ended by a heartbeat, so being held is not enough for it.
  const isHelpless = !isHeld || (phase._tag === 'Searching' && phase.reason === 'join')
  if (isHelpless && !canAsk(lives, state)) return null
  if (phase._tag !== 'Member') return `${self.id} is ${phase._tag}, not a member`
  return isHeld ? null : `nobody holds ${self.id}`
}

/** Why the group has not settled yet. Where nothing is acknowledged or limits are hit, a lost word may stay lost. */
export const unsettled = ({ world, options }: Scene): ReadonlyArray<string> => {
  const leavers = statesOf(world).filter(({ phase }) => phase._tag === 'Leaving')
  if (leavers.length > 0) return leavers.map(({ self }) => `${self.id} still leaves`)
  if (!options.isRoomy || options.config.handoverTries === 0) return []
  const lives = livesOf(world)
  return [...lives.values()].map((state) => wanting(lives, state)).filter((want) => want !== null)
}

/**
 * Both ends of an arc know of it. Whoever let a node go may be believed in for as long as its silence proves nothing;
 * an InView too small for all who hold the node, or lately did, knows only some of them.
 */
export const disagreements = (
  { world, options }: Scene,
  seen: Watch,
  stoppedAt: Instant,
): ReadonlyArray<string> => {
  const lives = livesOf(world)
  const { isolationTimeout, heartbeatInterval, inViewLimit } = options.config
  // A last heartbeat may have been on its way, and silence is looked for at each heartbeat only.
  const grace = isolationTimeout + 2 * heartbeatInterval + Math.max(...options.network.delays)
  return [...lives.values()].flatMap((state) => {
    const { self, inView } = state
    const holders = new Set<string>(holdersOf(lives, state))
    const noted = new Set<string>(inView.map(({ id }) => id))
    const hasLetGo = (id: string): boolean =>
      !holders.has(id) && stoppedAt - (seen.releasedAt(id, self.id) ?? Number.NEGATIVE_INFINITY) < grace
    const isCrowded = holders.size + [...lives.keys()].filter(hasLetGo).length > inViewLimit
    const unknown = isCrowded ? [] : [...holders].filter((id) => !noted.has(id))
    const ghosts = [...noted].filter((id) => !holders.has(id) && !hasLetGo(id))
    return [
      ...unknown.map((id) => `${id} holds ${self.id}, which does not know it`),
      ...ghosts.map((id) => `${self.id} believes that ${id} holds it`),
    ]
  })
}

/** Messages whose acknowledgement a node awaits from one that runs. */
export const debts = ({ world }: Scene): ReadonlyArray<string> =>
  statesOf(world).flatMap(({ self, handover }) =>
    handover.pending
      .filter(({ to }) => livesOf(world).has(to))
      .map(({ to, message }) => `${self.id} awaits that ${to} acknowledges a ${message._tag}`),
  )

const reachable = (lives: ReadonlyMap<string, State>, origin: State): ReadonlySet<string> => {
  const reached = new Set<string>([origin.self.id])
  for (const id of reached) {
    // A set is iterated over what is added meanwhile, too.
    for (const member of lives.get(id)?.partialView ?? []) if (lives.has(member.id)) reached.add(member.id)
  }
  return reached
}

/** Publishes at a node, and says whom the rumor should have reached and did not, or the other way round. */
export const misses = (scene: Scene, seen: Watch, arrive: () => void, id: NodeId): ReadonlyArray<string> => {
  const { world, options } = scene
  const lives = livesOf(world)
  const origin = lives.get(id)
  if (origin === undefined || origin.partialView.length === 0) return []
  publish(scene, id)
  arrive()
  const sequence = origin.published + 1
  const got = new Set<string>(seen.deliveriesOf({ origin: id, boot: origin.self.boot, sequence }))
  const wanted = reachable(lives, origin)
  // Some are chosen, or have no room for one more origin.
  const mayMiss = options.config.fanOut > 0 || !options.isRoomy
  return [
    ...[...got]
      .filter((receiver) => !wanted.has(receiver))
      .map((receiver) => `${receiver} cannot be reached`),
    ...[...wanted]
      .filter((receiver) => receiver !== id && !got.has(receiver) && !mayMiss)
      .map((receiver) => `${receiver} did not get it`),
  ].map((sentence) => `rumor ${sequence} of ${id}: ${sentence}`)
}
