import { attested } from './arc.ts'
import type { Boot, NodeId, Peer } from './id.ts'
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

/** What a node would want to know in its next life. */
export const memoryOf = ({ config, self, partialView, inView, healing }: State): Memory => {
  const known = new Map<NodeId, Peer>()
  // The first counts: a member may be remembered from a former life.
  for (const { id, boot } of [
    ...partialView.map(attested),
    ...inView,
    ...[...healing.remembered].reverse(),
  ]) {
    if (!known.has(id)) known.set(id, { id, boot })
  }
  return {
    boot: self.boot,
    viewSize: Math.max(healing.viewSize, partialView.length),
    nodes: [...known.values()].slice(0, config.memoryLimit),
  }
}
