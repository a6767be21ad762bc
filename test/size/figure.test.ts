import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type Effect, groupSize, type State } from '../../core/index.ts'
import { cardinality } from '../../core/registers.ts'
import { configOf, plain } from '../arbitrary/config.ts'
import { self } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { born, passages, run } from '../arbitrary/run.ts'
import { ask, hear, letters, told, wake } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { ids, NOTHING, sketchOf } from './count.ts'
import { a, b, counting, END, type Size } from './member.ts'

const sketch = sketchOf(5, ids(100))
const current = cardinality(sketch.registers)

describe('the size of the group', () => {
  it('is the mean of the last epochs, rounded', () => {
    expect(groupSize(counting({ history: [100, 110, 121] }))).toBe(110)
    expect(groupSize(counting({ history: [7.4] }))).toBe(7)
  })

  it('is what this epoch has counted so far, where none has ended yet', () => {
    expect(groupSize(counting({ sketch, history: [] }))).toBe(Math.round(current))
  })

  it('is what this epoch has counted where that is more by half than in the last ones: it has grown', () => {
    const more = current / 1.5 - 0.1
    const less = current / 1.5 + 0.1
    expect(groupSize(counting({ sketch, history: [more, more] }))).toBe(Math.round(current))
    expect(groupSize(counting({ sketch, history: [less, less] }))).toBe(Math.round(less))
  })

  it('does not fall because an epoch has just begun', () => {
    expect(groupSize(counting({ sketch: sketchOf(5, [self.id]), history: [80, 90] }))).toBe(85)
  })

  it('is at least 1', () => {
    expect(groupSize(counting({ sketch: { epoch: 5, registers: NOTHING } }))).toBe(1)
  })
})

describe('the figure is told', () => {
  const end = (size: Partial<Size>): ReadonlyArray<number> =>
    told(wake(counting(size), { at: END })[1], 'SizeEstimated').map((notice) => notice.size)

  it('when an epoch is over and it has changed', () => {
    expect(end({ sketch, history: [50, 100] })).toEqual([Math.round((150 + current) / 3)])
  })

  it('when it is the first', () => {
    expect(end({ sketch, history: [] })).toEqual([Math.round(current)])
  })

  it('not when it is what it was', () => {
    expect(end({ sketch, history: [current, current] })).toEqual([])
  })

  it('not by an epoch that does not count', () => {
    const late = counting({ sketch, startedAt: asInstant(END - 1_000), history: [50, 100] })
    const [, effects] = hear(late, a, { _tag: 'Heartbeat', sketch: sketchOf(6, ids(3)) })
    expect(told(effects, 'SizeEstimated')).toEqual([])
    const [, behind] = hear(counting({ sketch, history: [50, 100] }), a, {
      _tag: 'Heartbeat',
      sketch: sketchOf(9, ids(3)),
    })
    expect(told(behind, 'SizeEstimated')).toEqual([])
  })
})

holds(
  'a figure is told only when it is the first or has changed, and is the one that users read',
  [run],
  (one) => {
    for (const { before, after, effects } of passages(one)) {
      const figures = told(effects, 'SizeEstimated').map(({ size }) => size)
      expect(figures.length).toBeLessThanOrEqual(1)
      if (figures.length === 0) continue
      expect(figures).toEqual([groupSize(after)])
      if (before.size?.history.length !== 0) expect(groupSize(after)).not.toBe(groupSize(before))
      expect(after.size?.sketch.epoch).not.toBe(before.size?.sketch.epoch)
    }
  },
)

describe('a node that does not estimate', () => {
  const off = configOf({ sizeEpoch: 0, jitterPercent: 0 })
  const alone = born(off, 1)

  const sketches = (effects: ReadonlyArray<Effect>): ReadonlyArray<unknown> =>
    letters(effects).flatMap(({ message }) => ('sketch' in message ? [message.sketch] : []))

  it('knows no size', () => {
    expect(alone.size).toBeNull()
    expect(groupSize(alone)).toBeNull()
  })

  it('sends no sketch, and takes none in', () => {
    let state: State = memberWith(off, [a, b], [a, b])
    const seen: unknown[] = []
    for (let beat = 0; beat < 200; beat++) {
      const [woken, beats] = wake(state)
      const [heard] = hear(woken, a, { _tag: 'Heartbeat', sketch: sketchOf(3, ids(20)) })
      const [after, answers] = hear(heard, b, { _tag: 'Kept', handover: beat + 1, number: 0 })
      seen.push(...sketches(beats), ...sketches(answers))
      state = after
      expect(state.size).toBeNull()
    }
    expect(seen.length).toBeGreaterThan(250)
    expect(new Set(seen)).toEqual(new Set([null]))
  })

  it('never wakes for it', () => {
    const [founder] = ask(born({ ...off, ...plain }, 1), { _tag: 'Join', contacts: [] })
    expect(founder.alarm).toBe(founder.pulse.beatAt)
    expect(hear(founder, asNodeId('z:1'), { _tag: 'Heartbeat', sketch })[0].size).toBeNull()
  })
})

holds('where the estimate is off, no message carries a sketch, and no size is known', [run], (one) => {
  if (one.start.size !== null) return
  for (const { after, effects } of passages(one)) {
    expect(groupSize(after)).toBeNull()
    for (const { message } of letters(effects)) if ('sketch' in message) expect(message.sketch).toBeNull()
  }
})
