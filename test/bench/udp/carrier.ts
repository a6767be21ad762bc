import * as Either from 'fp-ts/lib/Either.js'
import { type ConfigInput, parseConfig } from '../../../core/codec/config.ts'
import { type Carrier, type CarrierOptions, chooseCarrier } from '../../../shell/node/carrier.ts'
import { makeClock } from '../../../shell/node/clock.ts'
import { makeEntropy } from '../../../shell/node/entropy.ts'
import type { LinkReceiver, Link as NodeLink } from '../../../shell/node/link.ts'
import { makePlain } from '../../../shell/node/plain.ts'
import { bind } from '../../../shell/node/socket.ts'
import { makeAuthority } from '../../dtls/authority.ts'
import { atMostTimes, type Finding } from '../finding.ts'
import { spreadOf } from '../spread.ts'
import { openBare } from './bare.ts'
import { highestRate } from './highest.ts'
import type { Link } from './link.ts'
import { type Run, run } from './run.ts'

const SIZE = 300
const ROUNDS = 9
const MILLIS = 500

/** Below what every one of them sustains, so that the CPU of each is compared at the same rate. */
const RATE = 4_000

const MOST = 1_000_000
const config: ConfigInput = { sendRate: MOST, sendBurst: MOST, sendQueueLimit: MOST, sourceRate: MOST }
const HOST = '127.0.0.1'

interface End {
  readonly link: NodeLink
  readonly port: number
}

const openEnd = async (carrier: Carrier, arrived: LinkReceiver['arrived']): Promise<End> => {
  const parsed = parseConfig({ ...config, receiveRate: MOST, receiveBurst: MOST, sourceBurst: MOST })
  if (Either.isLeft(parsed)) throw new Error('the configuration is wrong')
  const socket = await bind({ host: HOST, port: 0 }, parsed.right.socketBuffer)()
  if (Either.isLeft(socket)) throw new Error('there is no socket')
  const clock = makeClock()
  const nothing = (): void => {}
  const tools = { config: parsed.right, clock, entropy: makeEntropy() }
  const make = carrier.over(makePlain(socket.right, parsed.right, clock), tools)
  const link = make({ arrived, barred: nothing, lost: nothing, drained: nothing })
  return { link, port: socket.right.address().port }
}

/** Two links of a kind; between them all is settled before the first datagram counts. */
const openLinks = async (name: string, options: CarrierOptions): Promise<Link> => {
  const carrier = await chooseCarrier(options)()
  if (Either.isLeft(carrier)) throw new Error(JSON.stringify(carrier.left))
  let received = 0
  const to = await openEnd(carrier.right, () => {
    received += 1
  })
  const from = await openEnd(carrier.right, () => {})
  const datagram = new Uint8Array(SIZE).fill(0x5a)
  const send = (): void => void from.link.put({ host: HOST, port: to.port }, datagram, null)
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

const compare = async (link: Link, limit: number): Promise<Finding> => {
  const bare = await openBare(SIZE)
  const highest = { ours: await highestRate(link), bare: await highestRate(bare) }
  const rounds: Array<readonly [mine: Run, other: Run]> = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push([await run(link, RATE, MILLIS), await run(bare, RATE, MILLIS)])
  await link.close()
  await bare.close()
  const micros = spreadOf(rounds.map(([mine]) => mine.micros)).median
  const ratio = spreadOf(rounds.map(([mine, other]) => mine.micros / other.micros))
  const aim = atMostTimes(limit)
  return {
    name: `a datagram of ${SIZE} bytes at ${RATE}/s: ${link.name}`,
    against: bare.name,
    micros,
    againstMicros: spreadOf(rounds.map(([, other]) => other.micros)).median,
    ratio,
    aim: aim.says,
    reached: aim.isReached(micros, ratio.median),
    remark: `at most ${Math.round(highest.ours)}/s, bare ${Math.round(highest.bare)}/s`,
  }
}

/** A datagram from link to link, both ends, by each way that it may travel. */
export const benchCarriers = async (): Promise<ReadonlyArray<Finding>> => {
  const authority = makeAuthority()
  const dtls = authority.issue(`IP:${HOST}`)
  const plain = await compare(await openLinks('plain', {}), 1.5)
  const secured = await compare(await openLinks('DTLS', { dtls }), 3)
  authority.remove()
  return [plain, secured]
}
