import fc from 'fast-check'
import {
  asBoot,
  asInstant,
  type Config,
  type Effect,
  type Event,
  init,
  type Memory,
  type State,
  step,
} from '../../core/index.ts'
import { config } from './config.ts'
import { entropy } from './event.ts'
import { peer, self } from './id.ts'
import { blindMove, joining, type Move, move } from './move.ts'
import { play } from './play.ts'
import { record } from './record.ts'

/** A node as it was born, and what happened to it. */
export interface Run {
  readonly start: State
  readonly events: ReadonlyArray<Event>
}

/** The node that all runs are about, as it was born, with what its former life has left. */
export const born = (chosen: Config, seed: number, memory?: Memory): State => {
  const start = { config: chosen, self: self.id, boot: self.boot, at: asInstant(1_000), entropy: seed }
  return init(memory === undefined ? start : { ...start, memory })[0]
}

/** What a file may say: also of the node itself, and of one node twice. */
const memory: fc.Arbitrary<Memory> = record({
  boot: fc.constantFrom(1, 3).map(asBoot),
  viewSize: fc.integer({ min: 0, max: 6 }),
  nodes: fc.array(peer, { maxLength: 6 }),
})

const start = (configs: fc.Arbitrary<Config>): fc.Arbitrary<State> =>
  fc
    .tuple(configs, entropy, fc.option(memory, { nil: undefined, freq: 2 }))
    .map(([chosen, seed, left]) => born(chosen, seed, left))

const played = (configs: fc.Arbitrary<Config>, moves: fc.Arbitrary<ReadonlyArray<Move>>): fc.Arbitrary<Run> =>
  record({ start: start(configs), moves }).map(({ start, moves }) => ({ start, events: play(start, moves) }))

const many = (one: fc.Arbitrary<Move>, most: number): fc.Arbitrary<ReadonlyArray<Move>> =>
  fc.array(one, { minLength: 1, maxLength: most, size: 'max' })

const newcomers = fc.tuple(joining, many(move, 120)).map(([first, rest]) => [first, ...rest])

/** Most runs answer to what the node does, as a founder or a newcomer; some are noise. */
export const runsWith = (configs: fc.Arbitrary<Config>): fc.Arbitrary<Run> =>
  fc.oneof(
    { weight: 2, arbitrary: played(configs, newcomers) },
    { weight: 1, arbitrary: played(configs, many(move, 120)) },
    { weight: 1, arbitrary: played(configs, many(blindMove, 60)) },
  )

export const run: fc.Arbitrary<Run> = runsWith(config)

/** One step of a run, with what was before it. */
export interface Passage {
  readonly before: State
  readonly event: Event
  readonly after: State
  readonly effects: ReadonlyArray<Effect>
}

/** The steps of a run, one by one. */
export function* passages({ start, events }: Run): Generator<Passage> {
  let before = start
  for (const event of events) {
    const [after, effects] = step(before, event)
    yield { before, event, after, effects }
    before = after
  }
}
