import type { Case } from '../case.ts'
import { grow, refresh, running } from '../group.ts'
import { settle } from '../overlay.ts'
import { until } from '../until.ts'

export const quiet: Case = {
  name: 'quiet',
  claim:
    'nobody reports a live node down, although a fifth of all datagrams is dropped and nothing published',
  lossPercent: 20,
  full: { nodes: 30, messages: 0, seconds: 600, deadline: 780 },
  short: { nodes: 15, messages: 0, seconds: 30, deadline: 120 },
  play: async (stage, { nodes, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 60_000)
    const wronged = (): ReadonlyArray<string> =>
      running(stage).flatMap((peer) =>
        Object.entries(peer.latest()?.downs ?? {}).map(
          ([id, times]) => `n${peer.number} reported ${id} down, ${times} times`,
        ),
      )
    const isWronged = async (): Promise<boolean> => {
      await refresh(stage)
      return wronged().length > 0
    }
    await until(isWronged, seconds * 1_000, stage.signal)
    stage.ledger.faults.push(...wronged())
    await settle(stage, 30_000)
  },
}
