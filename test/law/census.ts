import type { State } from '../../core/index.ts'
import { halfArcs } from '../../shell/simulation/index.ts'

/** A group at rest, as one sees it who can look at all nodes at once. */
export interface Census {
  readonly size: number
  readonly arcs: number
  readonly meanView: number
  /** Arcs of which only one end knows. */
  readonly halfArcs: ReadonlyArray<string>
  /** Nodes that nobody holds. */
  readonly unheld: ReadonlyArray<string>
}

type Views = Pick<State, 'self' | 'partialView' | 'inView'>

/** The arcs as their sources know them. */
export const arcsOf = (states: ReadonlyArray<Views>): ReadonlySet<string> =>
  new Set(states.flatMap(({ self, partialView }) => partialView.map(({ id }) => `${self.id} -> ${id}`)))

export const census = (states: ReadonlyArray<Views>): Census => {
  const { size } = arcsOf(states)
  return {
    size: states.length,
    arcs: size,
    meanView: size / states.length,
    halfArcs: halfArcs(states),
    unheld: states.filter(({ inView }) => inView.length === 0).map(({ self }) => self.id),
  }
}

export const mean = (figures: ReadonlyArray<number>): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length
