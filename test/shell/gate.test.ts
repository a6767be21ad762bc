import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant } from '../../core/time.ts'
import { type Allowance, makeGate } from '../../shell/gate.ts'

const makeTime = () => {
  let at = 0
  return {
    clock: { now: () => asInstant(at) },
    pass: (millis: number): void => {
      at += millis
    },
  }
}

const allowance = fc
  .record({
    sourceRate: fc.integer({ min: 1, max: 50 }),
    sourceBurst: fc.integer({ min: 1, max: 20 }),
    sources: fc.integer({ min: 1, max: 4 }),
    moreRate: fc.integer({ min: 0, max: 50 }),
    moreBurst: fc.integer({ min: 0, max: 20 }),
  })
  .map(
    ({ moreRate, moreBurst, ...own }): Allowance => ({
      ...own,
      rate: own.sourceRate + moreRate,
      burst: own.sourceBurst + moreBurst,
    }),
  )

const visits = fc.array(
  fc.record({
    source: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    after: fc.integer({ min: 0, max: 300 }),
  }),
  { maxLength: 200 },
)

describe('a gate', () => {
  it('lets in no more than its burst and its rate allow, over any time', () => {
    fc.assert(
      fc.property(allowance, visits, (allowed, all) => {
        const { clock, pass } = makeTime()
        const gate = makeGate(allowed, clock)
        const admitted: number[] = []
        for (const { source, after } of all) {
          pass(after)
          if (gate(source) === null) admitted.push(clock.now())
        }
        for (const [first, from] of admitted.entries())
          for (const [last, to] of admitted.entries())
            expect(last - first + 1).toBeLessThanOrEqual(
              Math.max(1, allowed.burst + ((to - from) * allowed.rate) / 1_000 + 1),
            )
      }),
    )
  })

  it('takes nothing from the others when one source sends without end', () => {
    fc.assert(
      fc.property(allowance, fc.nat(500), (allowed, flood) => {
        const { clock, pass } = makeTime()
        const gate = makeGate({ ...allowed, sources: 2 }, clock)
        const answers = Array.from({ length: flood }, () => gate('flooder'))
        const through = answers.filter((excess) => excess === null).length
        expect(through).toBe(Math.min(flood, allowed.sourceBurst))
        pass(1_000)
        // Whoever flooded has no more than its own share of what has come in since.
        expect(gate('other')).toBeNull()
      }),
    )
  })

  it('names the source where one sends too much, and the total where all do', () => {
    const { clock } = makeTime()
    const gate = makeGate({ rate: 10, burst: 3, sourceRate: 10, sourceBurst: 2, sources: 8 }, clock)
    expect([gate('a'), gate('a'), gate('a')]).toEqual([null, null, 'source'])
    expect([gate('b'), gate('b'), gate('c')]).toEqual([null, 'total', 'total'])
  })
})
