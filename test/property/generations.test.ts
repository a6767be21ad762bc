import fc from 'fast-check'
import { expect } from 'vitest'
import {
  aged,
  empty,
  type Generations,
  recall,
  remember,
  rememberWithin,
  size,
} from '../../core/generations.ts'
import { asInstant } from '../../core/time.ts'
import { record } from '../arbitrary/record.ts'
import { holds } from './holds.ts'

const WINDOW = 100

/** Few keys, among them such as simple hashes of text take for one another. */
const key = fc.constantFrom(
  'Aa',
  'BB',
  'AaAa',
  'BBBB',
  'AaBB',
  'BBAa',
  '',
  'a:1 4',
  'b:1 4',
  'an-id-of-some-length:7946 4',
)

const uses = fc.array(record({ key, value: fc.nat(9), wait: fc.oneof(fc.nat(20), fc.nat(300)) }), {
  maxLength: 40,
})

holds('what is remembered is recalled for one window at least, and two at most', [uses], (all) => {
  let memory: Generations<number> = empty(asInstant(0))
  let now = 0
  const last = new Map<string, { readonly value: number; readonly at: number }>()
  for (const { key, value, wait } of all) {
    now += wait
    memory = aged(memory, asInstant(now), WINDOW)
    for (const [known, { value: expected, at }] of last) {
      const recalled = recall(memory, known)
      if (now - at < WINDOW) expect(recalled).toBe(expected)
      else if (now - at >= 2 * WINDOW) expect(recalled).toBeUndefined()
      else expect([expected, undefined]).toContain(recalled)
    }
    memory = remember(memory, key, value)
    last.set(key, { value, at: now })
    expect(recall(memory, key)).toBe(value)
  }
})

holds('what was never remembered is not recalled', [uses], (all) => {
  const known = new Set<string>()
  let memory: Generations<number> = empty(asInstant(0))
  for (const { key, value } of all) {
    if (!known.has(key)) expect(recall(memory, key)).toBeUndefined()
    memory = remember(memory, key, value)
    known.add(key)
    expect(size(memory)).toBe(known.size)
  }
})

holds(
  'a limited memory stays within its limit, and keeps the latest half of it',
  [uses, fc.integer({ min: 2, max: 9 })],
  (all, limit) => {
    let memory: Generations<number> = empty(asInstant(0))
    const latest: string[] = []
    for (const { key, value } of all) {
      memory = rememberWithin(memory, key, value, limit, asInstant(0))
      expect(size(memory)).toBeLessThanOrEqual(limit)
      latest.unshift(key)
      for (const kept of [...new Set(latest)].slice(0, Math.floor(limit / 2))) {
        expect(recall(memory, kept)).toBeDefined()
      }
    }
  },
)
