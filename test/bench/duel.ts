import { Bench } from 'tinybench'
import type { Aim, Finding } from './finding.ts'
import { spreadOf } from './spread.ts'

/** Makes what the things from number `from` to before number `to` need, untimed; what it gives back does them. */
export type Slice = (from: number, to: number) => () => unknown

export interface Duel {
  readonly name: string
  readonly against: string
  /** Begins a round. */
  readonly ours: () => Slice
  readonly theirs: () => Slice
  /** How many things one round does. */
  readonly count: number
  readonly aim: Aim
}

const ROUNDS = 21
// Enough for the optimising compiler to have settled on both sides.
const WARMUP = 8
// Both sides take turns after so many things: what slows the machine down for a moment slows both.
const SLICE = 100

// Present when node runs with --expose-gc; without it, garbage of the preparation is collected on the clock.
// Only of the young: a full collection would take optimised code away with the shapes of objects that died.
const collect = (): void => void globalThis.gc?.({ type: 'minor' })

/**
 * CPU time of all threads of this process, so that what the collector does in the background counts as well;
 * not wall clock, which on a machine with other things to do measures those.
 */
const timed = (work: () => unknown): { readonly overriddenDuration: number } => {
  collect()
  const start = process.cpuUsage()
  const done = work()
  const { user, system } = process.cpuUsage(start)
  // Looked at, so that no compiler may leave the work out.
  if (done === undefined) throw new Error('the work gives nothing back')
  return { overriddenDuration: user + system }
}

interface Round {
  readonly mine: number
  readonly other: number
}

/** CPU microseconds of both sides for one of the things, over a round in which they take turns. */
const round = ({ ours, theirs, count }: Duel): Round => {
  let from = 0
  const [mine, other] = [ours(), theirs()]
  const bench = new Bench({ iterations: 1, time: 0, warmup: false, throws: true })
  bench.add('ours', () => timed(mine(from, from + SLICE)), { async: false })
  bench.add('theirs', () => timed(other(from, from + SLICE)), { async: false })
  const sums = [0, 0]
  for (; from < count; from += SLICE) {
    bench.reset()
    for (const [side, { result }] of bench.runSync().entries()) {
      if (result.state === 'completed') sums[side] = (sums[side] ?? 0) + result.latency.mean
    }
  }
  const [first = Number.NaN, second = Number.NaN] = sums
  return { mine: first / count, other: second / count }
}

/** Both sides, round after round; each round gives a ratio of its own. */
export const fight = (duel: Duel): Finding => {
  const rounds = Array.from({ length: WARMUP + ROUNDS }, () => round(duel)).slice(WARMUP)
  const micros = spreadOf(rounds.map(({ mine }) => mine)).median
  const ratio = spreadOf(rounds.map(({ mine, other }) => mine / other))
  return {
    name: duel.name,
    against: duel.against,
    micros,
    againstMicros: spreadOf(rounds.map(({ other }) => other)).median,
    ratio,
    aim: duel.aim.says,
    reached: duel.aim.isReached(micros, ratio.median),
    remark: '',
  }
}
