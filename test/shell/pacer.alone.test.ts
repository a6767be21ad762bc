import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { asInstant } from '../../core/time.ts'
import { makePacer, type Pace, type Pacer } from '../../shell/node/pacer.ts'
import { holds } from '../property/holds.ts'

interface Sent {
  readonly item: number
  readonly at: number
}

interface Bench {
  readonly pacer: Pacer<number>
  readonly sent: ReadonlyArray<Sent>
  readonly drained: () => number
}

/** A pacer on a clock that stands still until it is moved, which also moves the timers. */
const bench = (pace: Pace, onDrained: () => void = () => undefined): Bench => {
  const sent: Sent[] = []
  let drains = 0
  const clock = { now: () => asInstant(Date.now()) }
  const pacer = makePacer<number>(
    pace,
    clock,
    (item) => sent.push({ item, at: Date.now() }),
    () => {
      drains += 1
      onDrained()
    },
  )
  return { pacer, sent, drained: () => drains }
}

const fill = (pacer: Pacer<number>, count: number): number =>
  Array.from({ length: count }, (_, item) => pacer.put(item)).filter(Boolean).length

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

it('a burst goes out at once, the rest at the rate, all in order', () => {
  const { pacer, sent } = bench({ rate: 125, burst: 4, limit: 100 })
  expect(fill(pacer, 7)).toBe(7)
  expect(sent.map(({ at }) => at)).toEqual([0, 0, 0, 0])
  vi.advanceTimersByTime(1_000)
  expect(sent.map(({ at }) => at)).toEqual([0, 0, 0, 0, 8, 16, 24])
  expect(sent.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4, 5, 6])
})

it('what is saved up while nothing is sent is a burst, not more', () => {
  const { pacer, sent } = bench({ rate: 1_000, burst: 4, limit: 100 })
  vi.advanceTimersByTime(60_000)
  fill(pacer, 10)
  expect(sent).toHaveLength(4)
})

it('no more waits than may wait, and what is refused is never sent', () => {
  const { pacer, sent } = bench({ rate: 125, burst: 2, limit: 5 })
  expect(fill(pacer, 10)).toBe(2 + 5)
  expect(pacer.put(10)).toBe(false)
  vi.advanceTimersByTime(8)
  expect(pacer.put(11)).toBe(true)
  vi.advanceTimersByTime(1_000)
  expect(sent.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4, 5, 6, 11])
})

it('there is room for publishers while fewer than half of what may wait is waiting', () => {
  const { pacer } = bench({ rate: 100, burst: 1, limit: 5 })
  const room = Array.from({ length: 6 }, () => {
    pacer.put(0)
    return pacer.hasRoom()
  })
  // The first goes out at once; of the next, three are more than half of five.
  expect(room).toEqual([true, true, true, false, false, false])
})

it('says once that there is room again, and only after there was none', () => {
  const { pacer, drained } = bench({ rate: 100, burst: 1, limit: 4 })
  fill(pacer, 2)
  vi.advanceTimersByTime(100)
  expect(drained()).toBe(0)
  fill(pacer, 5)
  expect(pacer.hasRoom()).toBe(false)
  expect(drained()).toBe(0)
  vi.advanceTimersByTime(1_000)
  expect(drained()).toBe(1)
  fill(pacer, 5)
  vi.advanceTimersByTime(1_000)
  expect(drained()).toBe(2)
})

it('whoever is told that there is room finds it, and may use it at once', () => {
  let refill = 3
  const { pacer, sent } = bench({ rate: 100, burst: 1, limit: 4 }, () => {
    while (refill > 0 && pacer.hasRoom()) refill -= pacer.put(100) ? 1 : 0
  })
  fill(pacer, 5)
  vi.advanceTimersByTime(1_000)
  expect(refill).toBe(0)
  expect(sent.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4, 100, 100, 100])
})

it('after it is closed nothing is sent, and nothing keeps the process alive', () => {
  const { pacer, sent, drained } = bench({ rate: 100, burst: 1, limit: 4 })
  fill(pacer, 5)
  pacer.close()
  expect(vi.getTimerCount()).toBe(0)
  vi.advanceTimersByTime(1_000)
  expect(sent).toHaveLength(1)
  expect(drained()).toBe(0)
})

it('keeps no timer while nothing waits', () => {
  const { pacer } = bench({ rate: 100, burst: 2, limit: 4 })
  fill(pacer, 2)
  expect(vi.getTimerCount()).toBe(0)
  fill(pacer, 1)
  vi.advanceTimersByTime(1_000)
  expect(vi.getTimerCount()).toBe(0)
})

const schedules = fc.array(
  fc.record({ wait: fc.integer({ min: 0, max: 30 }), count: fc.integer({ min: 0, max: 20 }) }),
  { maxLength: 20 },
)
const paces = fc.record({
  rate: fc.integer({ min: 50, max: 5_000 }),
  burst: fc.integer({ min: 1, max: 20 }),
  limit: fc.integer({ min: 1, max: 40 }),
})

holds(
  'over any span no more is sent than a burst and the rate allow, and every item that was taken, once',
  [paces, schedules],
  (pace, schedule) => {
    const { pacer, sent } = bench(pace)
    const taken: number[] = []
    let next = 0
    for (const { wait, count } of schedule) {
      vi.advanceTimersByTime(wait)
      for (let n = 0; n < count; n++, next++) if (pacer.put(next)) taken.push(next)
    }
    const excess = sent.map(({ at: from }, first) =>
      Math.max(...sent.slice(first).map(({ at: to }, more) => more + 1 - ((to - from) * pace.rate) / 1_000)),
    )
    // Fractions of a token are added up in floating point.
    expect(Math.max(0, ...excess)).toBeLessThanOrEqual(pace.burst + 1e-6)
    vi.advanceTimersByTime(1_000 * (1 + pace.limit / pace.rate))
    expect(sent.map(({ item }) => item)).toEqual(taken)
    expect(pacer.hasRoom()).toBe(true)
  },
)
