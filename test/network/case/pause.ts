import { type Case, retention, type Stage } from '../case.ts'
import { oneOf } from '../choice.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { grow, refresh, running } from '../group.ts'
import { demand, type Publication } from '../ledger.ts'
import { settle } from '../overlay.ts'
import type { PeerProcess } from '../process.ts'

// What is so near to the end of its retention when the node wakes up may be gone before it is repaired.
const REPAIR_MS = 20_000
const SLICE_SECONDS = 5

/** In short pieces one after the other, so that it is known how old each of them is. */
const publishInSlices = async (
  stage: Stage,
  publishers: ReadonlyArray<PeerProcess>,
  messages: number,
  seconds: number,
): Promise<ReadonlyArray<Publication>> => {
  const slices = Math.ceil(seconds / SLICE_SECONDS)
  const load = { messages: Math.ceil(messages / slices), size: 256, seconds: SLICE_SECONDS }
  const publications: Publication[] = []
  for (let slice = 0; slice < slices; slice++) publications.push(...(await publish(stage, publishers, load)))
  return publications
}

/** The lives in which the others have known a node. */
const livesOf = (stage: Stage, { address }: PeerProcess): ReadonlyArray<number> => [
  ...new Set(running(stage).flatMap((peer) => peer.latest()?.boots[address] ?? [])),
]

export const pause: Case = {
  name: 'pause',
  claim: 'a process that stood still catches up what is still retained, and is nobody new to the others',
  lossPercent: 0,
  full: { nodes: 20, messages: 600, seconds: 60, deadline: 240 },
  short: { nodes: 10, messages: 150, seconds: 15, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 30_000)
    const paused = oneOf(stage.luck, running(stage))
    const others = running(stage).filter((peer) => peer !== paused)
    const before = await publish(stage, [paused], { messages: 1, size: 256, seconds: 0 })
    paused.pause()
    const during = await publishInSlices(stage, others, messages, seconds)
    const resumedAt = Date.now()
    paused.resume()
    demand(stage.ledger, [...before, ...during], others)
    const retained = during.filter(({ beganAt }) => beganAt > resumedAt - retention + REPAIR_MS)
    demand(stage.ledger, retained, [paused])
    await awaitDeliveries(stage)
    const after = await publish(stage, [paused], { messages: 1, size: 256, seconds: 0 })
    demand(stage.ledger, after, others)
    await awaitDeliveries(stage)
    await refresh(stage)
    const lives = livesOf(stage, paused)
    if (lives.length === 1 && lives[0] === paused.latest()?.boot) return
    stage.ledger.faults.push(`n${paused.number} is known in more than its one life: ${lives.join(', ')}`)
  },
}
