import fc from 'fast-check'
import { expect } from 'vitest'
import { closeLowestGap, hasSeen, insert, note } from '../../core/dissemination/seen.ts'
import { empty, type Generations } from '../../core/generations.ts'
import { asBoot, asInstant, asNodeId, type RumorId } from '../../core/index.ts'
import type { Ranges } from '../../core/state.ts'
import { holds } from './holds.ts'

const sequences = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 40 })

const rangesOf = (all: ReadonlyArray<number>): Ranges => all.reduce<Ranges>(insert, [])

/** Every sequence that ranges contain. */
const expanded = (ranges: Ranges): ReadonlyArray<number> =>
  Array.from({ length: 50 }, (_, sequence) => sequence).filter((sequence) =>
    ranges.some((low, at) => at % 2 === 0 && low <= sequence && sequence <= (ranges[at + 1] ?? -1)),
  )

const ascending = (all: ReadonlyArray<number>): ReadonlyArray<number> => [...all].sort((a, b) => a - b)

holds('ranges contain the sequences that were put in, in any order, and no others', [sequences], (all) => {
  expect(expanded(rangesOf(all))).toEqual(ascending(all))
})

holds('there are as many ranges as gaps, and one more', [sequences], (all) => {
  const starts = all.filter((sequence) => !all.includes(sequence - 1))
  expect(rangesOf(all)).toHaveLength(2 * starts.length)
})

holds('the lowest gap is closed, and nothing else changes', [sequences], (all) => {
  const ranges = rangesOf(all)
  const [, end, start] = ranges
  const gap = end === undefined || start === undefined ? [] : expanded([end + 1, start - 1])
  expect(expanded(closeLowestGap(ranges))).toEqual(ascending([...all, ...gap]))
})

const rumor = (sequence: number): RumorId => ({ origin: asNodeId('o:1'), boot: asBoot(1), sequence })

holds(
  'what was noted is seen for good, however many gaps are closed',
  [sequences, fc.integer({ min: 2, max: 5 })],
  (all, rangeLimit) => {
    let seen: Generations<Ranges> = empty(asInstant(0))
    const noted: number[] = []
    for (const sequence of all) {
      if (hasSeen(seen, rumor(sequence))) continue
      const answer = note(seen, rumor(sequence), 2, rangeLimit)
      if (answer._tag === 'Full') throw new Error('one origin is within any limit')
      seen = answer.seen
      noted.push(sequence)
      expect(noted.every((one) => hasSeen(seen, rumor(one)))).toBe(true)
    }
  },
)

holds(
  'no origin is forgotten for another: where there is no room the new one is refused',
  [sequences],
  (all) => {
    let seen: Generations<Ranges> = empty(asInstant(0))
    const origins = ['a:1', 'b:1', 'c:1', 'd:1'].map(asNodeId)
    for (const [at, sequence] of all.entries()) {
      const one = { ...rumor(sequence), origin: origins[at % 4] ?? asNodeId('a:1') }
      const answer = note(seen, one, 2, 64)
      expect(answer._tag).toBe(at % 4 < 2 ? 'Noted' : 'Full')
      if (answer._tag === 'Noted') seen = answer.seen
    }
  },
)
