import fc from 'fast-check'
import type { Config } from '../../core/index.ts'
import { config } from '../arbitrary/config.ts'
import { record } from '../arbitrary/record.ts'

/** What happens next in a group of nodes: to a message that is on its way, or to a node. */
export interface GroupMove {
  /** Milliseconds before. */
  readonly wait: number
  /** Which message of those on their way, or which node. */
  readonly pick: number
  readonly act: 'deliver' | 'double' | 'drop' | 'wake' | 'publish' | 'leave'
}

/** How a few nodes and the network between them behave. */
export interface Plan {
  readonly config: Config
  /** By node: how far its clock is ahead of true time, in milliseconds. */
  readonly leads: ReadonlyArray<number>
  readonly moves: ReadonlyArray<GroupMove>
  /** A journal ends after so many lines. */
  readonly lines: number
  /** Events from one fingerprint to the next. */
  readonly every: number
}

const act: fc.Arbitrary<GroupMove['act']> = fc.oneof(
  { weight: 24, arbitrary: fc.constant('deliver' as const) },
  { weight: 3, arbitrary: fc.constant('double' as const) },
  { weight: 4, arbitrary: fc.constant('drop' as const) },
  { weight: 6, arbitrary: fc.constant('wake' as const) },
  { weight: 3, arbitrary: fc.constant('publish' as const) },
  { weight: 1, arbitrary: fc.constant('leave' as const) },
)

const move: fc.Arbitrary<GroupMove> = record({
  wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
  // The first is the oldest; messages overtake each other where it is another.
  pick: fc.oneof(fc.constant(0), fc.nat(999)),
  act,
})

/** Plans for nodes whose clocks are off by up to so many milliseconds. */
export const plans = (lead: number): fc.Arbitrary<Plan> =>
  record({
    config,
    leads: fc.array(fc.integer({ min: -lead, max: lead }), { minLength: 2, maxLength: 4 }),
    moves: fc.array(move, { minLength: 1, maxLength: 150, size: 'max' }),
    lines: fc.constantFrom(15, 60, Number.POSITIVE_INFINITY),
    every: fc.integer({ min: 1, max: 8 }),
  })

/** Clocks as a network keeps them: off by less than what a merge allows for. */
export const ALIKE = 200

/** Clocks that nobody has set. */
export const ASTRAY = 3_600_000

export const plan: fc.Arbitrary<Plan> = fc.oneof(plans(0), plans(ALIKE), plans(ASTRAY))
