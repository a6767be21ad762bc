import type { Socket } from 'node:dgram'
import { unwrap } from '../../face.ts'
import { bind } from '../../node/socket.ts'

const HOST = '127.0.0.1'
/** As long as a message of 256 bytes makes it. */
export const BARE_BYTES = 346
const BURST = 32
const BURSTS = 64
const ROUNDS = 15
// The first rounds are for the compiler.
const WARMUP = 6
// Nothing more comes of a burst when nothing came for so many turns of the event loop.
const PATIENCE = 1_000

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

/**
 * What the runtime and the kernel ask for a datagram as such: CPU milliseconds for sending one from one socket to
 * another and receiving it there, in bursts, which is cheapest. The sockets are those of nodes.
 */
export const measureBare = async (socketBuffer: number): Promise<number> => {
  const at = { host: HOST, port: 0 }
  const [from, to] = [await unwrap(bind(at, socketBuffer)), await unwrap(bind(at, socketBuffer))]
  const rounds: number[] = []
  const round = makeRound(from, to)
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round())
  from.close()
  to.close()
  const sorted = rounds.slice(WARMUP).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** One measurement of many bursts: CPU milliseconds for each datagram that came. */
const makeRound = (from: Socket, to: Socket): (() => Promise<number>) => {
  const datagram = new Uint8Array(BARE_BYTES)
  const { port } = to.address()
  let received = 0
  to.on('message', () => {
    received += 1
  })
  return async () => {
    const before = received
    const start = process.cpuUsage()
    for (let burst = 1; burst <= BURSTS; burst++) {
      for (let i = 0; i < BURST; i++) from.send(datagram, port, HOST)
      for (let turns = 0; received < before + burst * BURST && turns < PATIENCE; turns++) await turn()
    }
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1_000 / Math.max(1, received - before)
  }
}
