import { asBoot, asInstant, asNodeId, type State } from '../../core/index.ts'
import { type Overlay, overlayOf } from '../../shell/simulation/index.ts'

export type Views = Pick<State, 'self' | 'partialView' | 'inView'>

const idOf = (number: number): Views['self']['id'] => asNodeId(`n${number}`)

/** A node by its number, with whom it holds and who, as it believes, holds it. */
export const viewsOf = (
  number: number,
  targets: ReadonlyArray<number>,
  holders: ReadonlyArray<number> = [],
): Views => {
  const peer = (other: number): Views['self'] => ({ id: idOf(other), boot: asBoot(1) })
  const arc = (other: number): Views['partialView'][number] => ({
    ...peer(other),
    heardAt: asInstant(0),
    sequence: 1,
    eager: true,
  })
  return {
    self: peer(number),
    partialView: targets.map(arc),
    inView: holders.map((other) => ({ ...arc(other), since: asInstant(0) })),
  }
}

/** For each node, whom it holds. */
export const graphOf = (targets: ReadonlyArray<ReadonlyArray<number>>): Overlay =>
  overlayOf(targets.map((view, number) => viewsOf(number, view)))

/** Everybody holds everybody else. */
export const complete = (nodes: number): Overlay => {
  const all = Array.from({ length: nodes }, (_, number) => number)
  return graphOf(all.map((node) => all.filter((other) => other !== node)))
}

/** Everybody holds the next `degree` nodes on a ring, and so is held by as many. */
export const ring = (nodes: number, degree: number): Overlay =>
  graphOf(
    Array.from({ length: nodes }, (_, node) =>
      Array.from({ length: degree }, (_unused, far) => (node + far + 1) % nodes),
    ),
  )
