import { unaccounted } from '../account.ts'
import type { Case } from '../case.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, refresh, running } from '../group.ts'
import { demand } from '../ledger.ts'
import { settle } from '../overlay.ts'
import { until } from '../until.ts'

// What is on its way when the nodes report is received soon after.
const FLIGHT_MS = 5_000

export const burst: Case = {
  name: 'burst',
  claim: 'messages published all at once reach every node, and no datagram is dropped in silence',
  lossPercent: 0,
  full: { nodes: 15, messages: 2_000, seconds: 0, deadline: 120 },
  short: { nodes: 15, messages: 2_000, seconds: 0, deadline: 90 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 30_000)
    const publications = await publish(stage, running(stage), { messages, size: 256, seconds })
    demand(stage.ledger, publications, running(stage))
    await awaitDeliveries(stage)
    const { byLink } = await stage.network.losses()
    const isAccounted = async (): Promise<boolean> => {
      await refresh(stage)
      return unaccounted(stage.peers, byLink) <= 0
    }
    if ((await until(isAccounted, FLIGHT_MS, stage.signal)) !== null) return
    stage.ledger.faults.push(`${unaccounted(stage.peers, byLink)} datagrams are lost in silence`)
  },
}
