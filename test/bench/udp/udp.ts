import { atMostTimes, type Finding } from '../finding.ts'
import { spreadOf } from '../spread.ts'
import { openBare } from './bare.ts'
import { highestRate } from './highest.ts'
import type { Link } from './link.ts'
import { type Run, run } from './run.ts'
import { openWhole } from './whole.ts'

const ROUNDS = 9
const MILLIS = 500
const SLOWER = 0.9
const TRIES = 4

/** A link at its highest rate, or at a somewhat lower one once it can't keep that up any more. */
const atBest = (link: Link, highest: number): (() => Promise<Run>) => {
  let rate = highest
  return async () => {
    let result = await run(link, rate, MILLIS)
    for (let i = 0; i < TRIES && !result.isSustained; i++) {
      rate *= SLOWER
      result = await run(link, rate, MILLIS)
    }
    return result
  }
}

const describe = ({ name }: Link, runs: ReadonlyArray<Run>): string => {
  const rate = spreadOf(runs.map((each) => each.rate)).median
  const loss = spreadOf(runs.map((each) => each.loss)).max
  return `${name} ${Math.round(rate)}/s, at most ${(100 * loss).toFixed(3)} % lost`
}

/** A datagram through two whole nodes, from `publish` to the reader, against one through two bare sockets. */
export const benchUdp = async (): Promise<ReadonlyArray<Finding>> => {
  const whole = await openWhole('two whole nodes')
  const highestWhole = await highestRate(whole)
  const bare = await openBare(whole.size())
  const [ours, theirs] = [atBest(whole, highestWhole), atBest(bare, await highestRate(bare))]
  const rounds: Array<{ readonly mine: Run; readonly other: Run }> = []
  for (let i = 0; i < ROUNDS; i++) rounds.push({ mine: await ours(), other: await theirs() })
  const size = whole.size()
  await whole.close()
  await bare.close()
  const aim = atMostTimes(2)
  const [mine, other] = [rounds.map((round) => round.mine), rounds.map((round) => round.other)]
  const micros = spreadOf(mine.map((each) => each.micros)).median
  const ratio = spreadOf(rounds.map((round) => round.mine.micros / round.other.micros))
  return [
    {
      name: `a datagram of ${size} bytes: ${whole.name}`,
      against: bare.name,
      micros,
      againstMicros: spreadOf(other.map((each) => each.micros)).median,
      ratio,
      aim: aim.says,
      reached: aim.isReached(micros, ratio.median),
      remark: `${describe(whole, mine)}; ${describe(bare, other)}`,
    },
  ]
}
