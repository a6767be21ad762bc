import { join as path } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import type { ConfigInput } from '../../../core/codec/config.ts'
import type { Node } from '../../face.ts'
import { type CarrierOptions, type OpenOptions, open } from '../../node/index.ts'
import { type Meter, makeMeter, type Phase } from './meter.ts'
import type { Progress } from './progress.ts'

/** Nodes in one process, each on a UDP socket of its own. */
export interface Cluster {
  readonly nodes: ReadonlyArray<Node>
  /** Publishes one message after the other, and waits until all were delivered everywhere, or hardly any more come. */
  readonly run: (name: string, publishers: ReadonlyArray<number>) => Promise<Phase>
  readonly remove: (killed: ReadonlyArray<number>, leaving: ReadonlyArray<number>) => Promise<void>
  /** Waits until every live node is held by another live one, or `limit` milliseconds are over. */
  readonly settle: (limit: number) => Promise<void>
  readonly drops: () => Readonly<Record<string, number>>
  readonly close: () => Promise<void>
}

/** How fast messages are published, all nodes together, and how long they are. */
export interface Load {
  readonly rate: number
  readonly bytes: number
}

// A phase is over when nothing was delivered for so long, whatever was expected.
const QUIET_MS = 2_000
// Nor does it go on for longer than this after the last message, however slowly some still trickle in.
const DRAIN_MS = 30_000
// Unread messages per node: a demo that drops its own readings would measure itself.
const UNREAD = 1_000_000

export interface ClusterOptions extends Load {
  readonly size: number
  readonly config: ConfigInput
  readonly progress: Progress
  /** A folder for the journals of all nodes; null where nothing is recorded. */
  readonly journals: string | null
  readonly carrier: CarrierOptions
}

/** The journal of one node, by the number under which the schedule knows it. */
const journalOf = (folder: string | null, index: number): Pick<OpenOptions, 'journal'> =>
  folder === null ? {} : { journal: path(folder, `node-${String(index).padStart(3, '0')}.jsonl`) }

export const openCluster = async ({
  size,
  config,
  progress,
  journals,
  carrier,
  ...load
}: ClusterOptions): Promise<Cluster> => {
  const nodes: Node[] = []
  const live = new Set<Node>()
  let meter: Meter = makeMeter([], () => false)
  const watch = async (node: Node): Promise<void> => {
    for await (const message of node.messages({ limit: UNREAD })) meter.delivered(node, message.rumor)
  }
  for (let index = 0; index < size; index++) {
    const join = nodes.slice(0, 1).map(({ id }) => id)
    const journal = journalOf(journals, index)
    const node = await open({ bind: '127.0.0.1:0', group: 'demo', join, config, ...journal, ...carrier })
    await node.joined()
    nodes.push(node)
    live.add(node)
    void watch(node)
    progress(`joining: ${nodes.length} of ${size} nodes`)
  }
  const cluster: Cluster = {
    nodes,
    run: async (name, publishers) => {
      meter = makeMeter(nodes, meter.knows)
      await publishAll(nodes, publishers, load, meter, progress)
      await drain(meter, publishers.length * (live.size - 1))
      return meter.phase(name, [...live])
    },
    remove: async (killed, leaving) => {
      const chosen = (indices: ReadonlyArray<number>): ReadonlyArray<Node> =>
        indices.flatMap((index) => nodes[index] ?? [])
      for (const node of [...chosen(killed), ...chosen(leaving)]) live.delete(node)
      await Promise.all(chosen(killed).map((node) => node.close()))
      await Promise.all(chosen(leaving).map((node) => node.leave()))
    },
    settle: async (limit) => {
      const until = performance.now() + limit
      const isHeld = (id: string): boolean =>
        [...live].some((node) => node.views().partialView.some((of) => of === id))
      while (performance.now() < until && ![...live].every((node) => isHeld(node.id))) await pause(50)
    },
    drops: () => sumDrops(nodes),
    close: async () => void (await Promise.all([...live].map((node) => node.close()))),
  }
  return cluster
}

const publishAll = async (
  nodes: ReadonlyArray<Node>,
  publishers: ReadonlyArray<number>,
  load: Load,
  meter: Meter,
  progress: Progress,
): Promise<void> => {
  const payload = new Uint8Array(load.bytes)
  const start = performance.now()
  for (const [index, publisher] of publishers.entries()) {
    const wait = start + (index * 1_000) / load.rate - performance.now()
    if (wait > 0) await pause(wait)
    const at = performance.now()
    const rumor = await nodes[publisher]?.publish(payload)
    if (rumor !== undefined) meter.published(rumor, at)
    progress(`publishing: ${index + 1} of ${publishers.length} messages`)
  }
}

const drain = async (meter: Meter, expected: number): Promise<void> => {
  const until = performance.now() + DRAIN_MS
  const isOver = (now: number): boolean => now >= until || now - meter.lastAt() >= QUIET_MS
  while (meter.count() < expected && !isOver(performance.now())) await pause(10)
}

const sumDrops = (nodes: ReadonlyArray<Node>): Readonly<Record<string, number>> => {
  const sums: Record<string, number> = {}
  for (const node of nodes) {
    for (const [reason, count] of Object.entries(node.counters().dropped))
      sums[reason] = (sums[reason] ?? 0) + count
  }
  return sums
}
