import { performance } from 'node:perf_hooks'
import { Command } from 'commander'
import { whole } from '../../shell/cli/option.ts'
import { imbalance, type Replaced } from './down.ts'
import { runSeed, STEPS } from './run.ts'

interface Options {
  readonly from: number
  readonly seeds: number
  readonly steps: number
}

const USAGE = 2

const swarm = ({ from, seeds, steps }: Options): void => {
  const start = performance.now()
  let failures = 0
  const replaced: Replaced[] = []
  for (let seed = from; seed < from + seeds; seed++) {
    try {
      replaced.push(runSeed(seed, steps).replaced)
    } catch (error) {
      failures += 1
      process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  const sentence = imbalance(replaced)
  if (sentence !== null) {
    failures += 1
    process.stdout.write(`${sentence}\n`)
  }
  const rate = (1_000 * seeds) / (performance.now() - start)
  process.stdout.write(`${seeds} seeds from ${from}: ${failures} failed; ${rate.toFixed(1)} seeds a second\n`)
  process.exitCode = failures === 0 ? 0 : 1
}

new Command('swarm')
  .description('Run groups of nodes through faults of all kinds, each run decided by one seed.')
  .option('--from <seed>', 'the first seed', whole(0, 0x7fff_ffff), 1)
  .option('--seeds <n>', 'how many', whole(1, 100_000_000), 256)
  .option('--steps <n>', 'events until the faults end', whole(1, 100_000_000), STEPS)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
  .action(swarm)
  .parse()
