import type { Config, Instant, NodeId, State } from '../../core/index.ts'
import { isDown } from '../../core/membership/memory.ts'
import { statesOf } from '../../shell/simulation/index.ts'
import { type Circle, livesOf, reaching, reachingEachOther } from './circle.ts'
import type { Watch } from './laws.ts'
import type { Scene } from './scene.ts'

/*
 * What must come about once nothing fails any more. Where nodes heal, all who know of each other find together; in
 * the paper's protocol a node that knows nobody alive cannot find back, since arcs that do not answer are not noticed.
 */

/** Whether nodes notice who is down, and find each other again. */
export const isHealing = ({ suspicionLimit, probeInterval, sizeEpoch }: Config): boolean =>
  suspicionLimit > 0 && probeInterval > 0 && sizeEpoch > 0

const holdersOf = (lives: ReadonlyMap<string, State>, { self }: State): ReadonlyArray<NodeId> =>
  [...lives.values()]
    .filter(({ partialView }) => partialView.some(({ id }) => id === self.id))
    .map((holder) => holder.self.id)

/** Somebody alive whom the node can ask: a newcomer asks whom it was told of, everybody else the PartialView as well. */
const canAsk = (lives: ReadonlyMap<string, State>, state: State): boolean => {
  const { self, phase, contacts, healing, partialView } = state
  const isNewcomer = phase._tag === 'Searching' && phase.reason === 'join'
  const members = isNewcomer ? [] : partialView
  const known = [...contacts.map(({ address }) => address), ...healing.remembered.map(({ id }) => id)]
  return [...known, ...members.map(({ id }) => id)].some(
    (address) => address !== self.id && lives.has(address),
  )
}

/** PROTOCOL 7.3. Some take it for down, and will not hold it by another's word; without probes they never ask it. */
const isShunned = (lives: ReadonlyMap<string, State>, { self }: State): boolean =>
  [...lives.values()].some((other) => isDown(other, self))

/** What a node may still be waiting for. Null where it has all that it can have. */
const wanting = (lives: ReadonlyMap<string, State>, state: State): string | null => {
  const { self, phase, partialView, inView } = state
  if (phase._tag === 'Alone')
    return partialView.length > 0 || inView.length > 0 ? `${self.id} has arcs, and counts as alone` : null
  const isHeld = holdersOf(lives, state).length > 0
  // A newcomer's search is not ended by a heartbeat, so being held is not enough for it.
  const isHelpless = !isHeld || (phase._tag === 'Searching' && phase.reason === 'join')
  if (isHelpless && (!canAsk(lives, state) || isShunned(lives, state))) return null
  if (phase._tag !== 'Member') return `${self.id} is ${phase._tag}, not a member`
  return isHeld ? null : `nobody holds ${self.id}`
}

/** PROTOCOL 9. What keeps those who know of each other from being one group. */
const apart = (
  lives: ReadonlyMap<string, State>,
  companies: ReadonlyArray<Circle>,
  circle: Circle,
): ReadonlyArray<string> => {
  const [first, ...others] = [...circle].filter((id) => lives.has(id))
  if (first === undefined || others.length === 0) return []
  const company = companies.find((one) => one.has(first))
  const away = others.filter((id) => company?.has(id) !== true)
  const strangers = [first, ...others].filter((id) => lives.get(id)?.phase._tag !== 'Member')
  return [
    ...away.map((id) => `${first} and ${id} know of each other, and are apart`),
    ...strangers.map((id) => `${id} is ${lives.get(id)?.phase._tag}, not a member`),
  ]
}

/** PROTOCOL 7.1. Arcs to nodes that do not run. */
const dead = (lives: ReadonlyMap<string, State>): ReadonlyArray<string> =>
  [...lives.values()].flatMap(({ self, partialView }) =>
    partialView.filter(({ id }) => !lives.has(id)).map(({ id }) => `${self.id} holds ${id}, which is gone`),
  )

interface Debt {
  readonly tries: number
  readonly sentence: string
}

/** Messages whose acknowledgement a node awaits from one that runs. */
const owed = (lives: ReadonlyMap<string, State>): ReadonlyArray<Debt> =>
  [...lives.values()].flatMap(({ self, handover }) =>
    handover.pending
      .filter(({ to }) => lives.has(to))
      .map(({ to, message, tries }) => {
        return { tries, sentence: `${self.id} awaits that ${to} acknowledges a ${message._tag}` }
      }),
  )

/** What is owed when everything has arrived. */
export const debts = ({ world }: Scene): ReadonlyArray<string> =>
  owed(livesOf(world)).map(({ sentence }) => sentence)

/** Why the group has not settled yet. Where limits are hit, or nothing is acknowledged, a lost word may stay lost. */
export const unsettled = (
  { world, options }: Scene,
  circles: ReadonlyArray<Circle>,
): ReadonlyArray<string> => {
  const { isRoomy, config } = options
  const leavers = statesOf(world).filter(({ phase }) => phase._tag === 'Leaving')
  if (leavers.length > 0) return leavers.map(({ self }) => `${self.id} still leaves`)
  const lives = livesOf(world)
  const waiting = [...lives.values()].filter(({ repairs }) => repairs.isBehind)
  if (waiting.length > 0) return waiting.map(({ self }) => `${self.id} may not publish`)
  const repeated = owed(lives).filter(({ tries }) => tries > 1)
  if (repeated.length > 0) return repeated.map(({ sentence }) => sentence)
  const gone = config.suspicionLimit > 0 ? dead(lives) : []
  if (gone.length > 0 || !isRoomy) return gone
  if (isHealing(config)) {
    const companies = config.lease > 0 ? reachingEachOther(lives) : reaching(lives)
    return circles.flatMap((circle) => apart(lives, companies, circle))
  }
  if (config.handoverTries === 0) return []
  return [...lives.values()].map((state) => wanting(lives, state)).filter((want) => want !== null)
}

/**
 * Both ends of an arc know of it. Whoever let a node go may be believed in for as long as its silence proves nothing;
 * an InView too small for all who hold the node, or lately did, knows only some of them.
 */
export const disagreements = (
  { world, options }: Scene,
  { arcs }: Watch,
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
      !holders.has(id) && stoppedAt - (arcs.releasedAt(id, self.id) ?? Number.NEGATIVE_INFINITY) < grace
    const isCrowded = holders.size + [...lives.keys()].filter(hasLetGo).length > inViewLimit
    const unknown = isCrowded ? [] : [...holders].filter((id) => !noted.has(id))
    const ghosts = [...noted].filter((id) => !holders.has(id) && !hasLetGo(id))
    return [
      ...unknown.map((id) => `${id} holds ${self.id}, which does not know it`),
      ...ghosts.map((id) => `${self.id} believes that ${id} holds it`),
    ]
  })
}
