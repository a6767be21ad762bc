import { type Case, heartbeatInterval } from '../case.ts'
import { shuffled } from '../choice.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, running } from '../group.ts'
import { demand, noteFault } from '../ledger.ts'
import { settle } from '../overlay.ts'

export const cut: Case = {
  name: 'cut',
  claim: 'two halves that were cut apart are one overlay again after 10 heartbeats, and know all messages',
  lossPercent: 0,
  full: { nodes: 40, messages: 600, seconds: 30, deadline: 240 },
  short: { nodes: 16, messages: 150, seconds: 15, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 30_000)
    const mixed = shuffled(stage.luck, running(stage))
    const halves = [mixed.slice(0, Math.floor(nodes / 2)), mixed.slice(Math.floor(nodes / 2))]
    const [left = [], right = []] = halves.map((half) => half.map(({ place }) => place))
    await stage.network.cut(left, right)
    const load = { messages: Math.floor(messages / 2), size: 256, seconds }
    const publications = await Promise.all(halves.map((half) => publish(stage, half, load)))
    await stage.network.mend()
    demand(stage.ledger, publications.flat(), running(stage))
    await settle(stage, 10 * heartbeatInterval).then(
      (took) => stage.ledger.remarks.push(`one overlay ${(took / 1_000).toFixed(1)} s after the cut`),
      noteFault(stage.ledger),
    )
    await awaitDeliveries(stage)
  },
}
