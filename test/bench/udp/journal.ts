import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atMostTimes, type Finding } from '../finding.ts'
import { spreadOf } from '../spread.ts'
import { type Run, run } from './run.ts'
import { openWhole } from './whole.ts'

const RATE = 1_000
const MILLIS = 1_500
const WARMUP = 2
const ROUNDS = 21

const lossOf = (runs: ReadonlyArray<Run>): string =>
  `${Math.round(spreadOf(runs.map(({ rate }) => rate)).median)}/s, at most ${(
    100 * spreadOf(runs.map(({ loss }) => loss)).max
  ).toFixed(3)} % lost`

/** A message through two nodes that are recorded, at a rate that both keep up with, against two that are not. */
export const benchJournal = async (): Promise<ReadonlyArray<Finding>> => {
  const folder = await mkdtemp(join(tmpdir(), 'gossip-bench-'))
  const [recorded, plain] = [
    await openWhole('two nodes that are recorded', {}, folder),
    await openWhole('two whole nodes'),
  ]
  const rounds: Array<{ readonly mine: Run; readonly other: Run }> = []
  for (let round = 0; round < WARMUP + ROUNDS; round++)
    rounds.push({ mine: await run(recorded, RATE, MILLIS), other: await run(plain, RATE, MILLIS) })
  await recorded.close()
  await plain.close()
  await rm(folder, { recursive: true })
  const counted = rounds.slice(WARMUP)
  const [mine, other] = [counted.map((round) => round.mine), counted.map((round) => round.other)]
  const micros = spreadOf(mine.map((each) => each.micros)).median
  const ratio = spreadOf(counted.map((round) => round.mine.micros / round.other.micros))
  const aim = atMostTimes(1.4)
  const size = recorded.size()
  return [
    {
      name: `a datagram of ${size} bytes at ${RATE}/s: ${recorded.name}`,
      against: plain.name,
      micros,
      againstMicros: spreadOf(other.map((each) => each.micros)).median,
      ratio,
      aim: aim.says,
      reached: aim.isReached(micros, ratio.median),
      remark: `${recorded.name} ${lossOf(mine)}; ${plain.name} ${lossOf(other)}`,
    },
  ]
}
