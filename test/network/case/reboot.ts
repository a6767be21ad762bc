import type { Case } from '../case.ts'
import { oneOf } from '../choice.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, launch, running } from '../group.ts'
import { demand } from '../ledger.ts'
import { settle } from '../overlay.ts'
import { renderRanges } from '../ranges.ts'

export const reboot: Case = {
  name: 'reboot',
  claim:
    'what a node publishes in a new life at the old address arrives, and nothing of its former life again',
  lossPercent: 0,
  full: { nodes: 20, messages: 200, seconds: 5, deadline: 180 },
  short: { nodes: 10, messages: 100, seconds: 2, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 30_000)
    const load = { messages, size: 256, seconds }
    const former = oneOf(stage.luck, running(stage))
    const others = running(stage).filter((peer) => peer !== former)
    const old = [...(await publish(stage, running(stage), load)), ...(await publish(stage, [former], load))]
    demand(stage.ledger, old, running(stage))
    await awaitDeliveries(stage)
    await former.kill()
    const contact = oneOf(stage.luck, others)
    const { number, place } = former
    const again = await launch(stage, { number, place, contact, remembers: false })
    await again.ask({ _tag: 'Join' })
    demand(stage.ledger, await publish(stage, [again], load), others)
    demand(stage.ledger, await publish(stage, others, load), [...others, again])
    await awaitDeliveries(stage)
    const own = again.latest()?.delivered[number] ?? []
    if (own.length === 0) return
    stage.ledger.faults.push(
      `n${number} was given what it published in its former life: ${renderRanges(own)}`,
    )
  },
}
