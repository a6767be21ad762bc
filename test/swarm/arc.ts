import type { Notice } from '../../core/index.ts'
import type { Stepped, World } from '../../shell/simulation/index.ts'
import { fault, lifeOf } from './fault.ts'

/** Every change of a view is told. */
export interface Arcs {
  readonly observe: (stepped: Stepped) => void
  /** When `holder` let `held` go last. */
  readonly releasedAt: (holder: string, held: string) => number | undefined
}

type Views = Readonly<Record<'PartialView' | 'InView', Set<string>>>

interface Notes {
  readonly releases: Map<string, number>
  /** By life, as its notices tell. */
  readonly views: Map<string, Views>
}

type Change = Extract<Notice, { readonly _tag: 'ArcAdded' | 'ArcRemoved' }>

const onChange = ({ views, releases }: Notes, { self, event }: Stepped, notice: Change): void => {
  const { view, peer } = notice
  const life = lifeOf(self)
  const told = views.get(life) ?? { PartialView: new Set(), InView: new Set() }
  views.set(life, told)
  const isThere = told[view].has(peer.id)
  if (notice._tag === 'ArcAdded') {
    if (isThere) fault(self, `adds ${peer.id} to its ${view} twice`)
    told[view].add(peer.id)
  } else {
    if (!isThere) fault(self, `removes ${peer.id} from its ${view}, where it is not`)
    told[view].delete(peer.id)
    if (view === 'PartialView') releases.set(`${self.id} ${peer.id}`, event.at)
  }
}

/** Whether the views are what the notices said of them. */
const compare = ({ views }: Notes, { self }: Stepped, world: World): void => {
  const state = world.lives.get(self.id)?.state ?? fault(self, 'does not run')
  const told = views.get(lifeOf(self))
  for (const [name, view] of [
    ['PartialView', state.partialView],
    ['InView', state.inView],
  ] as const) {
    const size = told?.[name].size ?? 0
    if (size !== view.length || view.some(({ id }) => told?.[name].has(id) !== true))
      fault(self, `has changed its ${name} without a word`)
  }
}

export const createArcs = (world: World): Arcs => {
  const notes: Notes = { releases: new Map(), views: new Map() }
  return {
    observe: (stepped) => {
      for (const effect of stepped.effects) {
        if (effect._tag !== 'Notify') continue
        const { notice } = effect
        if (notice._tag === 'ArcAdded' || notice._tag === 'ArcRemoved') onChange(notes, stepped, notice)
      }
      compare(notes, stepped, world)
    },
    releasedAt: (holder, held) => notes.releases.get(`${holder} ${held}`),
  }
}
