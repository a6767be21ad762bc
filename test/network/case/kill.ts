import { setTimeout as pause } from 'node:timers/promises'
import type { Case } from '../case.ts'
import { shuffled } from '../choice.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, running } from '../group.ts'
import { demand } from '../ledger.ts'
import { settle } from '../overlay.ts'

export const kill: Case = {
  name: 'kill',
  claim: 'half of the nodes are killed while all publish: the others get all that one of them publishes',
  lossPercent: 0,
  full: { nodes: 50, messages: 600, seconds: 20, deadline: 240 },
  short: { nodes: 20, messages: 200, seconds: 10, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 30_000)
    const victims = shuffled(stage.luck, running(stage)).slice(0, Math.floor(nodes / 2))
    const publishing = publish(stage, running(stage), { messages, size: 256, seconds })
    // It is awaited later, and must not count as unhandled until then.
    publishing.catch(() => {})
    await pause(seconds * 500, undefined, { signal: stage.signal })
    await Promise.all(victims.map((victim) => victim.kill()))
    const survivors = running(stage)
    const theirs = (await publishing).filter(({ publisher }) =>
      survivors.some(({ number }) => number === publisher),
    )
    demand(stage.ledger, theirs, survivors)
    await awaitDeliveries(stage)
    stage.ledger.remarks.push(`${victims.length} killed`)
  },
}
