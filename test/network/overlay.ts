import { asNodeId } from '../../core/index.ts'
import { components } from '../../shell/simulation/index.ts'
import type { Stage } from './case.ts'
import { refresh, running } from './group.ts'
import type { PeerProcess } from './process.ts'
import { until } from './until.ts'

/** The sizes of the strongly connected parts, the largest first, by the PartialViews last reported. */
export const partsOf = (peers: ReadonlyArray<PeerProcess>): ReadonlyArray<number> => {
  const ids = peers.map(({ address }) => asNodeId(address))
  const targets = peers.map((peer) =>
    (peer.latest()?.views.partialView ?? []).map((id) => ids.indexOf(id)).filter((at) => at >= 0),
  )
  return components({ ids, targets })
}

/** Waits until all that run are one overlay, in which everybody reaches everybody; says how long it took. */
export const settle = async (stage: Stage, patienceMs: number): Promise<number> => {
  let parts: ReadonlyArray<number> = []
  const isOne = async (): Promise<boolean> => {
    await refresh(stage)
    parts = partsOf(running(stage))
    return parts.length === 1
  }
  const took = await until(isOne, patienceMs, stage.signal)
  if (took !== null) return took
  throw new Error(`not one overlay after ${patienceMs / 1_000} s, but parts of ${parts.join(', ')} nodes`)
}
