import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { explain, GossipError, open, type RumorId } from '../../shell/node/index.ts'
import { makeHearing } from './hearing.ts'
import type { Answers, Order, PeerStart, Publish, Published, Reply, Request } from './order.ts'
import { makePayload } from './payload.ts'
import { toRanges } from './ranges.ts'

/* A process with one node, which does what its driver orders and keeps account of what it hears. */

// More than any case has on its way at a time: what a reader is too slow for would be lost to the account.
const UNREAD = 1_000_000

const { number, seed, options }: PeerStart = JSON.parse(process.argv[2] ?? '')
const node = await open(options)
const hearing = makeHearing(seed)
let boot: number | null = null

const follow = async (): Promise<void> => {
  for await (const notice of node.notices({ limit: UNREAD })) hearing.hear(notice)
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof GossipError)) return String(error)
  const { failure } = error
  return failure._tag === 'Refused' ? failure.reason : `${failure._tag}: ${explain(failure)}`
}

/** As an application does: whom a cut leaves without a neighbour is told so, and publishes when it has one. */
const publishHeard = async (payload: Uint8Array, waited: () => void): Promise<RumorId> => {
  const attempt = (): Promise<RumorId | null> =>
    node.publish(payload).catch((error: unknown) => {
      if (reasonOf(error) === 'noNeighbours') return null
      throw error
    })
  const first = await attempt()
  if (first !== null) return first
  waited()
  // Made before the next attempt, so that an arc which comes right after it is not missed.
  const notices = node.notices()
  let rumor = await attempt()
  while (rumor === null) {
    const { done, value } = await notices.next()
    if (done) throw new Error('the node was closed while it waited for a neighbour')
    if (value._tag === 'ArcAdded') rumor = await attempt()
  }
  await notices.return?.()
  return rumor
}

const publish = async ({ first, count, size, seconds }: Publish): Promise<Published> => {
  const taken: number[] = []
  const refused: Record<string, number> = {}
  let waits = 0
  const attempt = async (index: number): Promise<void> => {
    try {
      const payload = makePayload(seed, { publisher: number, index }, size)
      const rumor = await publishHeard(payload, () => {
        waits += 1
      })
      boot = rumor.boot
      taken.push(index)
    } catch (error) {
      const reason = reasonOf(error)
      refused[reason] = (refused[reason] ?? 0) + 1
    }
  }
  const start = performance.now()
  const attempts: Array<Promise<void>> = []
  for (let nth = 0; nth < count; nth++) {
    const wait = start + (1_000 * seconds * nth) / count - performance.now()
    if (wait > 0) await pause(wait)
    attempts.push(attempt(first + nth))
  }
  await Promise.all(attempts)
  return { taken: toRanges(taken), refused, waits, endedAt: Date.now() }
}

const obey = async (order: Order): Promise<Answers[keyof Answers]> => {
  switch (order._tag) {
    case 'Join':
      await node.joined()
      return null
    case 'Publish':
      return publish(order)
    case 'Report':
      return { ...hearing.heard(), boot, counters: node.counters(), views: node.views() }
    case 'Leave':
      return (await node.leave()).unacknowledged.length
    case 'Stop':
      await node.close()
      return null
  }
}

const reply = (answer: Reply): void => void process.send?.(answer)

process.on('message', async ({ number: asked, order }: Request) => {
  try {
    reply({ number: asked, answer: await obey(order), failure: null })
  } catch (error) {
    reply({ number: asked, answer: null, failure: reasonOf(error) })
  }
  if (order._tag !== 'Leave' && order._tag !== 'Stop') return
  // Nothing that it opened may keep the process alive now, so it is not told to exit.
  process.off('disconnect', orphaned)
  process.disconnect()
})
// The driver decides when a peer ends; only one that has lost its driver decides by itself.
const orphaned = (): never => process.exit(1)
process.on('disconnect', orphaned)
process.on('SIGINT', () => {})
void follow()
reply({ number: 0, answer: null, failure: null })
