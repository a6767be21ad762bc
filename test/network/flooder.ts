import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { performance } from 'node:perf_hooks'
import { ADDRESSED, writeHeader } from '../../shell/node/sealed/datagram.ts'
import type { FloodStart } from './flood.ts'

/* A process that sends made-up sealed datagrams to one place, as fast as it can, and says how many it sent. */

const { host, port, keyId, seconds }: FloodStart = JSON.parse(process.argv[2] ?? '')

const BATCH = 256
const POOL = 4_096
const BODY_BYTES = 300

/** Of a life that nobody has heard of, under the known key or one that nobody has. */
const makeDatagram = (): Buffer => {
  const header = writeHeader({
    version: ADDRESSED,
    keyId: keyId ?? randomBytes(4).toString('hex'),
    salt: randomBytes(16),
    counter: 1,
  })
  return Buffer.concat([header, randomBytes(BODY_BYTES)])
}

// Made before, so that the machine does nothing but send. Nothing of them is remembered, so the same ones will do again.
const pool = Array.from({ length: POOL }, makeDatagram)
const socket = createSocket('udp4')
let sent = 0

/** Resolves when the last one is out; the others are by then. */
const sendBatch = (): Promise<void> =>
  new Promise((resolve) => {
    for (let nth = 1; nth <= BATCH; nth++)
      socket.send(pool[(sent + nth) % POOL] ?? '', port, host, nth === BATCH ? () => resolve() : undefined)
  })

socket.on('error', () => {})
const end = performance.now() + 1_000 * seconds
while (performance.now() < end) {
  await sendBatch()
  sent += BATCH
}
socket.close()
process.stdout.write(`${sent}\n`)
