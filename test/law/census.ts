import type { Peer, State } from '../../core/index.ts'

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

const name = (source: Peer, target: Peer): string => `${source.id} -> ${target.id}`

/** The arcs as their sources know them. */
export const arcsOf = (states: ReadonlyArray<Views>): ReadonlySet<string> =>
  new Set(states.flatMap(({ self, partialView }) => partialView.map((target) => name(self, target))))

const arcsAtTargets = (states: ReadonlyArray<Views>): ReadonlySet<string> =>
  new Set(states.flatMap(({ self, inView }) => inView.map((source) => name(source, self))))

const missing = (from: ReadonlySet<string>, among: ReadonlySet<string>): ReadonlyArray<string> =>
  [...among].filter((arc) => !from.has(arc))

export const census = (states: ReadonlyArray<Views>): Census => {
  const atSources = arcsOf(states)
  const atTargets = arcsAtTargets(states)
  return {
    size: states.length,
    arcs: atSources.size,
    meanView: atSources.size / states.length,
    halfArcs: [
      ...missing(atTargets, atSources).map((arc) => `${arc}, unknown to its target`),
      ...missing(atSources, atTargets).map((arc) => `${arc}, unknown to its source`),
    ],
    unheld: states.filter(({ inView }) => inView.length === 0).map(({ self }) => self.id),
  }
}

export const mean = (figures: ReadonlyArray<number>): number =>
  figures.reduce((sum, figure) => sum + figure, 0) / figures.length
