import type { NodeId } from '../../core/id.ts'
import type { State } from '../../core/state.ts'
import { statesOf, type World } from './world.ts'

/** Who holds whom, as one sees it who can look at all nodes at once. Nodes are numbered in the order of their starts. */
export interface Overlay {
  readonly ids: ReadonlyArray<NodeId>
  /** For each node the members of its PartialView that run. */
  readonly targets: ReadonlyArray<ReadonlyArray<number>>
}

type Views = Pick<State, 'self' | 'partialView' | 'inView'>

export const overlayOf = (states: ReadonlyArray<Views>): Overlay => {
  const ids = states.map(({ self }) => self.id)
  const numbers = new Map(ids.map((id, number) => [id, number]))
  const targets = states.map(({ partialView }) =>
    partialView.map(({ id }) => numbers.get(id)).filter((number) => number !== undefined),
  )
  return { ids, targets }
}

export const overlay = (world: World): Overlay => overlayOf(statesOf(world))

/** For each node, who holds it. */
export const sources = ({ targets }: Overlay): ReadonlyArray<ReadonlyArray<number>> => {
  const holders: number[][] = targets.map(() => [])
  targets.forEach((view, source) => {
    for (const target of view) holders[target]?.push(source)
  })
  return holders
}

/** Arcs of which only one end knows, as `source -> target`. */
export const halfArcs = (states: ReadonlyArray<Views>): ReadonlyArray<string> => {
  const name = (source: string, target: string): string => `${source} -> ${target}`
  const out = new Set(
    states.flatMap(({ self, partialView }) => partialView.map(({ id }) => name(self.id, id))),
  )
  const into = new Set(states.flatMap(({ self, inView }) => inView.map(({ id }) => name(id, self.id))))
  return [
    ...[...out].filter((arc) => !into.has(arc)).map((arc) => `${arc}, unknown to its target`),
    ...[...into].filter((arc) => !out.has(arc)).map((arc) => `${arc}, unknown to its source`),
  ]
}

/** The sizes of the strongly connected components, the largest first. */
export const components = (graph: Overlay): ReadonlyArray<number> => {
  const back = sources(graph)
  const isSeen = graph.ids.map(() => false)
  const sizes: number[] = []
  // Kosaraju: in the reverse order of completion, whatever reaches a node backwards belongs to its component.
  for (const start of completed(graph).reverse()) {
    if (isSeen[start]) continue
    isSeen[start] = true
    const waiting = [start]
    let size = 0
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      size += 1
      for (const next of back[node] ?? []) {
        if (isSeen[next]) continue
        isSeen[next] = true
        waiting.push(next)
      }
    }
    sizes.push(size)
  }
  return sizes.sort((a, b) => b - a)
}

/** All nodes, each after those that a depth-first search reaches through it. */
const completed = ({ ids, targets }: Overlay): number[] => {
  const isSeen = ids.map(() => false)
  const order: number[] = []
  for (let start = 0; start < ids.length; start++) {
    if (isSeen[start]) continue
    isSeen[start] = true
    const path = [{ node: start, at: 0 }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = targets[top.node]?.[top.at++]
      if (next === undefined) {
        order.push(top.node)
        path.pop()
      } else if (!isSeen[next]) {
        isSeen[next] = true
        path.push({ node: next, at: 0 })
      }
    }
  }
  return order
}
