import { join as path } from 'node:path'
import { type CarrierOptions, type ConfigInput, type Node, open } from '../../../shell/node/index.ts'
import type { Link } from './link.ts'

const MOST = 1_000_000

// No limit of the nodes' own may stand in the way of the rate that is sought.
const config: ConfigInput = {
  sendRate: MOST,
  sendBurst: MOST,
  sendQueueLimit: MOST,
  publishQueueLimit: MOST,
  messageLimit: MOST,
  sourceRate: MOST,
  sourceBurst: MOST,
  receiveRate: MOST,
  receiveBurst: MOST,
}

const PAYLOAD = 256

export interface Whole extends Link {
  /** The mean size of the publisher's datagrams so far, in bytes. */
  readonly size: () => number
}

/** Two nodes that know only each other: one publishes, the other's application reads. */
export const openWhole = async (
  name: string,
  options: CarrierOptions = {},
  folder: string | null = null,
): Promise<Whole> => {
  const openOne = (file: string, join: ReadonlyArray<string>): Promise<Node> => {
    const recorded = folder === null ? {} : { journal: path(folder, `${file}.jsonl`) }
    return open({ bind: '127.0.0.1:0', group: 'bench', join, config, ...options, ...recorded })
  }
  const reader = await openOne('reader', [])
  const publisher = await openOne('publisher', [reader.id])
  await publisher.joined()
  const payload = new Uint8Array(PAYLOAD).fill(0x5a)
  let received = 0
  const messages = reader.messages()
  const reading = (async () => {
    for await (const _ of messages) received += 1
  })()
  return {
    name,
    // A message that is refused was not received either, and counts as lost.
    send: () => void publisher.publish(payload).catch(() => undefined),
    received: () => received,
    size: () => sizeOf(publisher),
    close: async () => {
      await publisher.close()
      await reader.close()
      await reading
    },
  }
}

const sizeOf = (node: Node): number => {
  const { sent, bytesSent } = node.counters()
  return Math.round(bytesSent / Object.values(sent).reduce((sum, count) => sum + count, 0))
}
