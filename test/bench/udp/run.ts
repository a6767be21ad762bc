import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Link } from './link.ts'

/** What one run came to. */
export interface Run {
  /** Datagrams a second that were sent. */
  readonly rate: number
  /** The share that did not arrive. */
  readonly loss: number
  /** CPU of this process for one that did: sending, receiving, and all in between. */
  readonly micros: number
  /** Whether it kept up with the rate that was asked for, and lost less than is allowed. */
  readonly isSustained: boolean
}

const ALLOWED_LOSS = 0.001
const KEPT_UP = 0.95

// As many at once as a node sends by default; after a pause of the whole process the rest is made up for later.
const BURST = 128

// Nothing more comes when nothing has come for so long.
const SILENCE = 60

/** Sends at the rate for so many milliseconds, and waits until all has arrived or nothing more does. */
export const run = async (link: Link, asked: number, millis: number): Promise<Run> => {
  const before = link.received()
  const start = performance.now()
  const cpu = process.cpuUsage()
  let sent = 0
  for (let now = start; now < start + millis; now = performance.now()) {
    const due = Math.min(Math.floor(((now - start) * asked) / 1_000) - sent, BURST)
    for (let i = 0; i < due; i++) link.send()
    sent += Math.max(0, due)
    await sleep(1)
  }
  const took = (performance.now() - start) / 1_000
  await drained(link, before + sent)
  const { user, system } = process.cpuUsage(cpu)
  const received = link.received() - before
  const [rate, loss] = [sent / took, 1 - received / sent]
  const isSustained = loss < ALLOWED_LOSS && rate >= KEPT_UP * asked
  return { rate, loss, micros: (user + system) / received, isSustained }
}

const drained = async (link: Link, expected: number): Promise<void> => {
  let known = -1
  while (link.received() < expected && link.received() > known) {
    known = link.received()
    await sleep(SILENCE)
  }
}
