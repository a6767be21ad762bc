import type { Case } from '../case.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, running } from '../group.ts'
import { demand } from '../ledger.ts'
import { settle } from '../overlay.ts'

export const loss: Case = {
  name: 'loss',
  claim: 'every message reaches every node while a fifth of all datagrams is dropped',
  lossPercent: 20,
  full: { nodes: 30, messages: 1_000, seconds: 20, deadline: 240 },
  short: { nodes: 15, messages: 200, seconds: 4, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 60_000)
    const publications = await publish(stage, running(stage), { messages, size: 256, seconds })
    demand(stage.ledger, publications, running(stage))
    await awaitDeliveries(stage)
  },
}
