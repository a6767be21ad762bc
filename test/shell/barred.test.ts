import { expect, it } from 'vitest'
import { asInstant, type Instant } from '../../core/time.ts'
import { type Barred, makeBars } from '../../shell/barred.ts'

const make = () => {
  let at = 0
  let alarm: { readonly at: Instant; readonly ring: () => void } | null = null
  const told: Barred[] = []
  const bars = makeBars(
    { now: () => asInstant(at) },
    (ring) => ({
      set: (when) => {
        alarm = when === null ? null : { at: when, ring }
      },
    }),
    (notice) => told.push(notice),
  )
  const pass = (millis: number): void => {
    const end = at + millis
    while (alarm !== null && alarm.at <= end) {
      const { at: when, ring }: { readonly at: Instant; readonly ring: () => void } = alarm
      at = when
      alarm = null
      ring()
    }
    at = end
  }
  return { bars, told, pass, isIdle: () => alarm === null }
}

it('a flood of what is kept out is one notice a second, which says how many', () => {
  const { bars, told, pass, isIdle } = make()
  for (let nth = 0; nth < 10_000; nth++) bars.bar('malformed', 1)
  bars.bar('otherGroup', 1)
  expect(told).toEqual([
    { _tag: 'Barred', reason: 'malformed', times: 1 },
    { _tag: 'Barred', reason: 'otherGroup', times: 1 },
  ])
  pass(1_000)
  expect(told.slice(2)).toEqual([{ _tag: 'Barred', reason: 'malformed', times: 9_999 }])
  pass(2_000)
  expect(told).toHaveLength(3)
  // When it is over there is nothing left to look after.
  expect(isIdle()).toBe(true)
  bars.bar('malformed', 1)
  expect(told.at(-1)).toEqual({ _tag: 'Barred', reason: 'malformed', times: 1 })
})

it('what was not told yet is told at the end', () => {
  const { bars, told, isIdle } = make()
  for (let nth = 0; nth < 3; nth++) bars.bar('malformed', 1)
  bars.close()
  expect(told.map(({ times }) => times)).toEqual([1, 2])
  expect(isIdle()).toBe(true)
})
