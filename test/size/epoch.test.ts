import { describe, expect, it } from 'vitest'
import { asInstant, type State } from '../../core/index.ts'
import { deadline } from '../../core/membership/size.ts'
import { cardinality } from '../../core/registers.ts'
import { self } from '../arbitrary/id.ts'
import { hear, wake } from '../arbitrary/say.ts'
import { ids, sketchOf } from './count.ts'
import { a, b, carriers, counting, END, EPOCH, NOW, type Size } from './member.ts'

const LAST = 0xffff_ffff
const HALF = 0x8000_0000

const sizeOf = ({ size }: State): Size => {
  if (size === null) throw new Error('it counts')
  return size
}

/** One that has heard of `count` others in this epoch. */
const knowing = (epoch: number, count: number): Size['sketch'] => sketchOf(epoch, [self.id, ...ids(count)])

describe('an epoch that ends by the own clock', () => {
  it('is followed by the next, in which a node knows only itself', () => {
    const [after] = wake(counting({ sketch: knowing(5, 40) }), { at: END })
    expect(sizeOf(after).sketch).toEqual(sketchOf(6, [self.id]))
    expect(sizeOf(after).startedAt).toBe(END)
    expect(sizeOf(after).endsAt).toBe(END + EPOCH)
  })

  it('gives a figure to the history', () => {
    const sketch = knowing(5, 40)
    const [after] = wake(counting({ sketch, history: [12] }), { at: END })
    expect(sizeOf(after).history).toEqual([12, cardinality(sketch.registers)])
  })

  it('does not end before its time', () => {
    const state = counting()
    expect(deadline(state)).toBe(END)
    expect(wake(state, { at: END - 1 })[0].size).toBe(state.size)
  })

  it('is the last before they begin anew', () => {
    const [after] = wake(counting({ sketch: sketchOf(LAST, [self.id]) }), { at: END })
    expect(sizeOf(after).sketch).toEqual(sketchOf(0, [self.id]))
    expect(sizeOf(after).history).toHaveLength(1)
  })

  it('scatters by jitterPercent, so that a group does not end it in step', () => {
    const state = counting()
    const jittery = { ...state, config: { ...state.config, jitterPercent: 10 } }
    const spans = Array.from(
      { length: 500 },
      (_, entropy) => sizeOf(wake(jittery, { at: END, entropy })[0]).endsAt - END,
    )
    expect(Math.min(...spans)).toBeGreaterThanOrEqual(0.9 * EPOCH)
    expect(Math.min(...spans)).toBeLessThan(0.91 * EPOCH)
    expect(Math.max(...spans)).toBeLessThanOrEqual(1.1 * EPOCH)
    expect(Math.max(...spans)).toBeGreaterThan(1.09 * EPOCH)
  })
})

describe.each(carriers)('%s', (_name, saying) => {
  it('of the same epoch tells what a node did not know', () => {
    const theirs = sketchOf(5, ids(30))
    const [after] = hear(counting(), a, saying(theirs))
    expect(sizeOf(after)).toEqual({ ...sizeOf(counting()), sketch: knowing(5, 30) })
  })

  it('of the same epoch that tells nothing new changes nothing', () => {
    const state = counting({ sketch: knowing(5, 30) })
    expect(hear(state, a, saying(sketchOf(5, ids(20))))[0].size).toBe(state.size)
  })

  it('of the next epoch takes the node along, which counts itself in', () => {
    const [after] = hear(counting({ sketch: knowing(5, 30) }), a, saying(sketchOf(6, ids(3))))
    expect(sizeOf(after).sketch).toEqual(knowing(6, 3))
    expect(sizeOf(after)).toMatchObject({ startedAt: NOW, endsAt: NOW + EPOCH })
    expect(sizeOf(after).history).toEqual([cardinality(knowing(5, 30).registers)])
  })

  it.each([4, 0, LAST, 5 + HALF, 6 + HALF])('of the older epoch %d is ignored', (epoch) => {
    const state = counting()
    expect(hear(state, a, saying(sketchOf(epoch, ids(30))))[0].size).toBe(state.size)
  })

  it('of the epoch 0 is later than the last one, and the last one is older than that', () => {
    const [after] = hear(counting({ sketch: knowing(LAST, 30) }), a, saying(sketchOf(0, ids(3))))
    expect(sizeOf(after).sketch).toEqual(knowing(0, 3))
    expect(sizeOf(after).history).toEqual([cardinality(knowing(LAST, 30).registers)])
    expect(hear(after, b, saying(sketchOf(LAST, ids(30))))[0].size).toBe(after.size)
  })

  it('of an epoch just less than half of all ahead is later', () => {
    const [after] = hear(counting(), a, saying(sketchOf(5 + HALF - 1, ids(3))))
    expect(sizeOf(after).sketch).toEqual(knowing(5 + HALF - 1, 3))
  })

  it('without a sketch changes nothing', () => {
    const state = counting()
    expect(hear(state, a, saying(sketchOf(5, ids(0))))[0].size).toBe(state.size)
    expect(hear(state, a, saying(null))[0].size).toBe(state.size)
  })

  it('in a heartbeat of a former life of its sender is ignored', () => {
    const state = counting()
    const late = { _tag: 'Heartbeat', sketch: sketchOf(6, ids(30)) } as const
    expect(hear(state, a, late, { boot: 1 })[0].size).toBe(state.size)
  })
})

describe('the history', () => {
  const heard = (size: Partial<Size>, phase?: State['phase'], epoch = 6): ReadonlyArray<number> =>
    sizeOf(hear(counting(size, phase), a, { _tag: 'Heartbeat', sketch: sketchOf(epoch, ids(3)) })[0]).history

  it('does not take an epoch that was cut short: less than half of it counted only a part', () => {
    expect(heard({ startedAt: asInstant(NOW - EPOCH / 2 + 1), history: [12] })).toEqual([12])
    expect(heard({ startedAt: asInstant(NOW - EPOCH / 2), history: [12] })).toEqual([
      12,
      expect.closeTo(1, 1),
    ])
  })

  it.each<State['phase']>([
    {
      _tag: 'Searching',
      reason: 'join',
      search: 1,
      attempt: 1,
      asked: 'x:1',
      retryAt: asInstant(NOW + 5_000),
    },
    {
      _tag: 'Subscribing',
      reason: 'isolation',
      number: 1,
      attempt: 1,
      contact: { id: a, boot: self.boot },
      arc: 'none',
      tries: 1,
      retryAt: asInstant(NOW + 5_000),
    },
  ])('does not take an epoch that ends while the node is $_tag', (phase) => {
    const [after] = wake(counting({ sketch: knowing(5, 40), history: [12] }, phase), { at: END })
    expect(sizeOf(after).sketch.epoch).toBe(6)
    expect(sizeOf(after).history).toEqual([12])
  })

  it('takes that of a founder whom nobody has joined yet: a group of one', () => {
    const [after] = wake({ ...counting({}, { _tag: 'Alone' }), partialView: [], inView: [] }, { at: END })
    expect(sizeOf(after).history.map(Math.round)).toEqual([1])
  })

  it.each([
    7,
    8,
    1_000,
    5 + HALF - 1,
  ])('is forgotten by one that is many epochs behind: in 5 it hears of %d', (epoch) => {
    expect(heard({ history: [12, 13] }, undefined, epoch)).toEqual([])
  })

  it('keeps the last figures, as many as sizeHistoryLimit', () => {
    let state = counting()
    const figures: number[] = []
    for (let epoch = 5; epoch < 10; epoch++) {
      const sketch = knowing(epoch, 10 * epoch)
      figures.push(cardinality(sketch.registers))
      const { size: _size, ...fresh } = counting()
      state = { ...fresh, size: { ...sizeOf(counting()), sketch, history: sizeOf(state).history } }
      state = wake(state, { at: END })[0]
    }
    expect(sizeOf(state).history).toEqual(figures.slice(-3))
  })
})
