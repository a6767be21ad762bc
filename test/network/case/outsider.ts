import { openKeys } from '../../../shell/node/index.ts'
import { type Case, heartbeatInterval, type Stage } from '../case.ts'
import { oneOf } from '../choice.ts'
import { awaitDeliveries, publish } from '../delivery.ts'
import { flood } from '../flood.ts'
import { grow, refresh, running } from '../group.ts'
import { demand, noteFault } from '../ledger.ts'
import { settle } from '../overlay.ts'
import type { PeerProcess } from '../process.ts'
import { keysIn } from '../protection.ts'

/** One flood of a victim while the others publish; then the victim is back. */
const play = async (stage: Stage, victim: PeerProcess, keyId: string | null, load: Load): Promise<void> => {
  const { nodes, messages, seconds } = load
  const others = running(stage).filter((peer) => peer !== victim)
  const flooding = flood(stage.network.namespaceOf(nodes), victim.address, { keyId, seconds })
  const publications = await publish(stage, others, { messages, size: 256, seconds })
  const sent = await flooding
  demand(stage.ledger, publications, others)
  await settle(stage, 10 * heartbeatInterval).then(
    (took) => remark(stage, keyId, sent, victim, took),
    noteFault(stage.ledger),
  )
  await awaitDeliveries(stage)
  const after = await publish(stage, running(stage), { messages: nodes, size: 256, seconds: 1 })
  demand(stage.ledger, after, running(stage))
  await awaitDeliveries(stage)
}

interface Load {
  readonly nodes: number
  readonly messages: number
  readonly seconds: number
}

const remark = async (
  stage: Stage,
  keyId: string | null,
  sent: number,
  victim: PeerProcess,
  took: number,
): Promise<void> => {
  await refresh(stage)
  const { unknownKey = 0, strangersTooFast = 0, notAuthentic = 0 } = victim.latest()?.counters.dropped ?? {}
  stage.ledger.remarks.push(
    `flood with ${keyId === null ? 'unknown keys' : 'the known key'}: ${sent} datagrams; ` +
      `so far unknownKey ${unknownKey}, strangersTooFast ${strangersTooFast}, notAuthentic ${notAuthentic}; ` +
      `one overlay ${(took / 1_000).toFixed(1)} s after it`,
  )
}

export const outsider: Case = {
  name: 'outsider',
  claim:
    'while an outsider floods one node with sealed datagrams, the others get every message, and then it is back within 10 heartbeats',
  transport: 'sealed',
  lossPercent: 0,
  full: { nodes: 10, spares: 1, messages: 600, seconds: 20, deadline: 240 },
  short: { nodes: 8, spares: 1, messages: 150, seconds: 5, deadline: 120 },
  play: async (stage, { nodes, messages, seconds }) => {
    await grow(stage, nodes)
    await settle(stage, 30_000)
    const victim = oneOf(stage.luck, running(stage))
    const [{ id } = { id: '' }] = (await openKeys(keysIn(stage.folder))).list()
    for (const keyId of [null, id]) await play(stage, victim, keyId, { nodes, messages, seconds })
  },
}
