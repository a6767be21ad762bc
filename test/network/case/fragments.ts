import type { Case } from '../case.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, running } from '../group.ts'
import { demand } from '../ledger.ts'
import { settle } from '../overlay.ts'

export const fragments: Case = {
  name: 'fragments',
  claim: 'messages of 64 KiB reach every node intact while 5 % of all datagrams are dropped',
  lossPercent: 5,
  full: { nodes: 30, messages: 50, seconds: 25, deadline: 240 },
  short: { nodes: 10, messages: 5, seconds: 5, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 60_000)
    const publications = await publish(stage, running(stage), { messages, size: 65_536, seconds })
    demand(stage.ledger, publications, running(stage))
    await awaitDeliveries(stage)
  },
}
