import fc from 'fast-check'
import * as Option from 'fp-ts/lib/Option.js'
import { describe, expect, it } from 'vitest'
import { iterate, makeInbox } from '../../shell/inbox.ts'
import { holds, holdsLater } from '../property/holds.ts'

type Act =
  | { readonly _tag: 'Put' }
  | { readonly _tag: 'Next' }
  | { readonly _tag: 'Close'; readonly discard: boolean }

const acts: fc.Arbitrary<ReadonlyArray<Act>> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Act>({ _tag: 'Put' }) },
    { weight: 5, arbitrary: fc.constant<Act>({ _tag: 'Next' }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant('Close' as const), discard: fc.boolean() }) },
  ),
  { maxLength: 60 },
)

/** What an inbox owes its readers, in the plainest way: each reading in the order in which it was asked for. */
const expected = (
  limit: number,
  script: ReadonlyArray<Act>,
): { readonly read: ReadonlyArray<number | null | undefined>; readonly lost: ReadonlyArray<number> } => {
  const read: Array<number | null | undefined> = []
  const lost: number[] = []
  let items: number[] = []
  let open = true
  for (const [number, act] of script.entries()) {
    const firstWaiting = read.indexOf(undefined)
    if (act._tag === 'Next') read.push(items.shift() ?? (open ? undefined : null))
    else if (act._tag === 'Close') {
      open = false
      if (act.discard) items = []
      for (const [at, outcome] of read.entries()) if (outcome === undefined) read[at] = null
    } else if (open && firstWaiting >= 0) read[firstWaiting] = number
    else if (open) items.push(number)
    if (items.length > limit) lost.push(...items.splice(0, 1))
  }
  return { read, lost }
}

holdsLater(
  'readers get what was put in its order, one each, but for the oldest past the limit, until it is closed',
  [fc.integer({ min: 1, max: 8 }), acts],
  async (limit, script) => {
    const lost: number[] = []
    const inbox = makeInbox<number>(limit, (oldest) => lost.push(oldest))
    const read: Array<number | null | undefined> = []
    for (const [number, act] of script.entries()) {
      if (act._tag === 'Put') inbox.put(number)
      else if (act._tag === 'Close') inbox.close(act.discard)
      else {
        const at = read.push(undefined) - 1
        void inbox.next().then((item) => {
          read[at] = Option.isSome(item) ? item.value : null
        })
      }
    }
    await new Promise((resolve) => setImmediate(resolve))
    expect({ read, lost }).toEqual(expected(limit, script))
  },
)

holds(
  'an inbox is full when one more would drive the oldest out',
  [fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 20 })],
  (limit, count) => {
    let lost = 0
    const inbox = makeInbox<number>(limit, () => {
      lost += 1
    })
    for (let n = 0; n < count; n++) {
      const wasFull = inbox.isFull()
      const before = lost
      inbox.put(n)
      expect(lost - before).toBe(wasFull ? 1 : 0)
    }
  },
)

describe('as an iterator', () => {
  const reading = (count: number) => {
    const inbox = makeInbox<number>(count, () => undefined)
    for (let n = 0; n < count; n++) inbox.put(n)
    let stops = 0
    const stop = (): void => {
      stops += 1
      inbox.close(true)
    }
    return { inbox, iterator: iterate({ next: inbox.next, stop }), stops: () => stops }
  }

  it('a loop that is left stops the reading', async () => {
    const { iterator, stops } = reading(3)
    for await (const item of iterator) if (item === 1) break
    expect(stops()).toBe(1)
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
  })

  it('a loop ends when the inbox is closed, after what was put before', async () => {
    const { inbox, iterator, stops } = reading(3)
    inbox.close(false)
    const read: number[] = []
    for await (const item of iterator) read.push(item)
    expect(read).toEqual([0, 1, 2])
    expect(stops()).toBe(0)
  })

  it('stopping ends a reader that waits', async () => {
    const { iterator } = reading(0)
    const waiting = iterator.next()
    await iterator.return?.()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })
})
