import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ConfigInput } from '../../../core/codec/config.ts'
import { makeClient } from '../../../shell/node/dtls/association.ts'
import type { Security } from '../../../shell/node/dtls/security.ts'
import { MTU, newSecurity } from '../../dtls/pair.ts'
import { openSocket } from '../../dtls/socket.ts'
import { atMostTimes, type Finding } from '../finding.ts'
import { spreadOf } from '../spread.ts'

const HOST = '127.0.0.1'
const COUNT = 100_000
const RATE = 20_000
const ROUNDS = 3

/** Answers all. */
const FREE: ConfigInput = { sendRate: 1_000_000, sourceRate: 1_000_000, receiveRate: 1_000_000 }

interface Target {
  readonly port: number
  readonly close: () => Promise<void>
}

const openTarget = async (security: Security, input: ConfigInput): Promise<Target> => {
  const { link, port } = await openSocket(security, { config: input })
  return { port, close: link.close }
}

const openBare = async (): Promise<Target> => {
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304 })
  socket.on('message', () => undefined)
  socket.bind(0, HOST)
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

/** Microseconds of this process's CPU for one of the datagrams that another process sends. */
const microsOf = async (open: () => Promise<Target>, datagram: Uint8Array): Promise<number> => {
  const target = await open()
  const flood = fileURLToPath(new URL('./flood.js', import.meta.url))
  const numbers = [target.port, COUNT, RATE].map(String)
  const start = process.cpuUsage()
  const child = spawn(process.execPath, [flood, ...numbers, Buffer.from(datagram).toString('hex')])
  await once(child, 'exit')
  const { user, system } = process.cpuUsage(start)
  await target.close()
  return (user + system) / COUNT
}

/** The hello of somebody who forges where it comes from, and so never comes back with a cookie. */
export const benchHello = async (): Promise<ReadonlyArray<Finding>> => {
  const security = await newSecurity(`IP:${HOST}`)
  const context = security.makeContext()
  const [client, { datagrams }] = makeClient(context, MTU)
  client.close()
  context.release()
  const hello = datagrams[0] ?? new Uint8Array(0)
  const rounds: Array<{ readonly mine: number; readonly free: number; readonly other: number }> = []
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({
      mine: await microsOf(() => openTarget(security, {}), hello),
      free: await microsOf(() => openTarget(security, FREE), hello),
      other: await microsOf(openBare, hello),
    })
  const micros = spreadOf(rounds.map(({ mine }) => mine)).median
  const ratio = spreadOf(rounds.map(({ mine, other }) => mine / other))
  const free = spreadOf(rounds.map(({ free: one, other }) => one / other)).median
  const aim = atMostTimes(2)
  return [
    {
      name: `a forged hello over DTLS, of ${COUNT} at ${RATE}/s`,
      against: 'a datagram that a bare socket receives',
      micros,
      againstMicros: spreadOf(rounds.map(({ other }) => other)).median,
      ratio,
      aim: aim.says,
      reached: aim.isReached(micros, ratio.median),
      remark: `${free.toFixed(2)} times where all are answered`,
    },
  ]
}
