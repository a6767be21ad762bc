import * as Either from 'fp-ts/lib/Either.js'
import { type ConfigInput, parseConfig } from '../../../core/codec/config.ts'
import { asNodeId } from '../../../core/id.ts'
import { type Carrier, type CarrierOptions, chooseCarrier } from '../../../shell/node/carrier.ts'
import { makeClock } from '../../../shell/node/clock.ts'
import { makeEntropy } from '../../../shell/node/entropy.ts'
import type { LinkReceiver, Link as NodeLink } from '../../../shell/node/link.ts'
import { makePlain } from '../../../shell/node/plain.ts'
import { bind } from '../../../shell/node/socket.ts'
import type { Link } from './link.ts'

const MOST = 1_000_000
const config: ConfigInput = {
  sendRate: MOST,
  sendBurst: MOST,
  sendQueueLimit: MOST,
  sourceRate: MOST,
  sourceBurst: MOST,
  receiveRate: MOST,
  receiveBurst: MOST,
}
const HOST = '127.0.0.1'

interface End {
  readonly link: NodeLink
  readonly port: number
}

const openEnd = async (carrier: Carrier, arrived: LinkReceiver['arrived']): Promise<End> => {
  const parsed = parseConfig(config)
  if (Either.isLeft(parsed)) throw new Error('the configuration is wrong')
  const socket = await bind({ host: HOST, port: 0 }, parsed.right.socketBuffer)()
  if (Either.isLeft(socket)) throw new Error('there is no socket')
  const { port } = socket.right.address()
  const clock = makeClock()
  const nothing = (): void => {}
  const tools = { self: asNodeId(`${HOST}:${port}`), config: parsed.right, clock, entropy: makeEntropy() }
  const make = carrier.over(makePlain(socket.right, parsed.right, clock), tools)
  return { link: make({ arrived, barred: nothing, lost: nothing, drained: nothing }), port }
}

/** Two links of a kind, without nodes; between them all is settled before the first datagram counts. */
export const openEnds = async (name: string, size: number, options: CarrierOptions): Promise<Link> => {
  const carrier = await chooseCarrier(options)()
  if (Either.isLeft(carrier)) throw new Error(JSON.stringify(carrier.left))
  let received = 0
  const to = await openEnd(carrier.right, () => {
    received += 1
  })
  const from = await openEnd(carrier.right, () => {})
  const datagram = new Uint8Array(size).fill(0x5a)
  const id = asNodeId(`${HOST}:${to.port}`)
  const send = (): void => void from.link.put({ host: HOST, port: to.port }, datagram, id)
  send()
  while (received === 0) await new Promise((resolve) => setTimeout(resolve, 1))
  return {
    name,
    send,
    received: () => received,
    close: async () => {
      await from.link.close()
      await to.link.close()
    },
  }
}
