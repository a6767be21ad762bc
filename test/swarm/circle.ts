import type { Peer, State } from '../../core/index.ts'
import { statesOf, type World } from '../../shell/simulation/index.ts'

const isLeft = ({ phase }: State): boolean => phase._tag === 'Leaving' || phase._tag === 'Gone'

/** Nodes that run and have not left. */
export const livesOf = (world: World): ReadonlyMap<string, State> =>
  new Map(
    statesOf(world)
      .filter((state) => !isLeft(state))
      .map((state) => [state.self.id, state]),
  )

/** Nodes that belong together. */
export type Circle = ReadonlySet<string>

/** All that can be reached from `id`, itself included. */
const reached = (id: string, next: (id: string) => Iterable<string>): Circle => {
  const circle = new Set([id])
  // A set is iterated over what is added meanwhile, too.
  for (const member of circle) for (const other of next(member)) circle.add(other)
  return circle
}

const known = (
  { partialView, inView, healing, contacts }: State,
  hasLeft: (life: Peer) => boolean,
  isOver: (life: Peer) => boolean,
): ReadonlyArray<string> => {
  // An arc from a life that is over is refreshed no more, and forgotten with it (PROTOCOL 3.3).
  const holders = inView.filter((peer) => !isOver(peer))
  return [
    ...[...partialView, ...holders, ...healing.remembered]
      .filter((peer) => !hasLeft(peer))
      .map(({ id }) => id),
    ...contacts.map(({ address }) => address),
  ]
}

/** The circles of those whom `friends` joins, in either direction. */
const joinedBy = (
  lives: ReadonlyMap<string, State>,
  friends: (state: State) => ReadonlyArray<string>,
): ReadonlyArray<Circle> => {
  const mutual = new Map([...lives.keys()].map((id) => [id, new Set<string>()]))
  for (const [id, state] of lives) {
    for (const other of friends(state)) {
      if (!lives.has(other)) continue
      mutual.get(id)?.add(other)
      mutual.get(other)?.add(id)
    }
  }
  const circles: Circle[] = []
  for (const id of lives.keys()) {
    if (circles.some((circle) => circle.has(id))) continue
    circles.push(reached(id, (member) => mutual.get(member) ?? []))
  }
  return circles
}

/**
 * Nodes of which each knows another, or is known to one, by however many others: the most that can find together.
 * Whoever knows a node by a life that has left will forget it, as soon as the word of that arrives.
 */
export const acquaintances = (
  lives: ReadonlyMap<string, State>,
  hasLeft: (life: Peer) => boolean,
): ReadonlyArray<Circle> => {
  const isOver = ({ id, boot }: Peer): boolean => lives.get(id)?.self.boot !== boot
  return joinedBy(lives, (state) => known(state, hasLeft, isOver))
}

const targets = ({ partialView }: State): ReadonlyArray<string> => partialView.map(({ id }) => id)

/** Nodes joined by arcs, whatever their direction. */
export const reaching = (lives: ReadonlyMap<string, State>): ReadonlyArray<Circle> => joinedBy(lives, targets)

/** Whom the rumors of a node reach over arcs. */
export const audience = (lives: ReadonlyMap<string, State>, id: string): Circle =>
  reached(id, (member) => {
    const state = lives.get(member)
    return state === undefined ? [] : targets(state).filter((other) => lives.has(other))
  })

/** Nodes that reach each other over arcs: the strongly connected components. */
export const reachingEachOther = (lives: ReadonlyMap<string, State>): ReadonlyArray<Circle> => {
  const audiences = new Map([...lives.keys()].map((id) => [id, audience(lives, id)]))
  const circles: Circle[] = []
  for (const [id, others] of audiences) {
    if (circles.some((circle) => circle.has(id))) continue
    circles.push(new Set([...others].filter((other) => audiences.get(other)?.has(id))))
  }
  return circles
}
