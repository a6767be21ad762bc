import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { Case, Stage } from '../case.ts'
import { shuffled } from '../choice.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, launchAll, memoryOf, running } from '../group.ts'
import { demand } from '../ledger.ts'
import { settle } from '../overlay.ts'
import { until } from '../until.ts'

const awaitMemories = async (stage: Stage): Promise<void> => {
  const lacking = (): ReadonlyArray<string> =>
    running(stage)
      .filter(({ number }) => !existsSync(memoryOf(stage, number)))
      .map(({ number }) => `n${number}`)
  const took = await until(async () => lacking().length === 0, 15_000, stage.signal)
  if (took === null) throw new Error(`no file of its memory after 15 s: ${lacking().join(', ')}`)
}

export const restart: Case = {
  name: 'restart',
  claim: 'a group that was killed, and of which half comes back at other addresses, finds together by memory',
  lossPercent: 0,
  full: { nodes: 20, spares: 10, messages: 100, seconds: 10, deadline: 240 },
  short: { nodes: 10, spares: 5, messages: 50, seconds: 5, deadline: 150 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes, true)
    await settle(stage, 30_000)
    await awaitMemories(stage)
    // Time to hear of others than those through whom they joined, and to write that down.
    await pause(10_000, undefined, { signal: stage.signal })
    const killed = shuffled(stage.luck, running(stage))
    await Promise.all(killed.map((peer) => peer.kill()))
    const moved = Math.floor(nodes / 2)
    const launches = killed.map(({ number, place }, nth) => ({
      number,
      place: nth < moved ? nodes + nth : place,
      contact: null,
      remembers: true,
    }))
    const restarted = await launchAll(stage, launches)
    const took = await settle(stage, 60_000)
    // Who is in others' views may not have heard from them yet, and is owed nothing before it has.
    await Promise.all(restarted.map((peer) => peer.ask({ _tag: 'Join' })))
    stage.ledger.remarks.push(`one overlay ${(took / 1_000).toFixed(1)} s after the last start`)
    const publications = await publish(stage, running(stage), { messages, size: 256, seconds })
    demand(stage.ledger, publications, running(stage))
    await awaitDeliveries(stage)
  },
}
