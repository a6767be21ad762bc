import type { Boot, Peer } from './id.ts'
import type { State } from './state.ts'

/** What survives a restart: whom to ask, and how large the PartialView was. Holds no Instants. */
export interface Memory {
  /** The life that wrote it; the next one must be larger. */
  readonly boot: Boot
  /** The PartialView's size when it was last whole. */
  readonly viewSize: number
  /** Nodes worth asking, in the lives in which they were known; the first are the best. */
  readonly nodes: ReadonlyArray<Peer>
}

/** What a node would want to know in its next life: first those it sends to, then those that send to it. */
export const memoryOf = ({ self, partialView, inView }: State): Memory => {
  const held = new Set(partialView.map(({ id }) => id))
  const holders = inView.filter(({ id }) => !held.has(id)).map(({ id, boot }) => ({ id, boot }))
  return { boot: self.boot, viewSize: partialView.length, nodes: [...partialView, ...holders] }
}
