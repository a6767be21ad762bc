import { Command } from 'commander'
import { whole } from '../../shell/cli/option.ts'
import { burst } from './case/burst.ts'
import { churn } from './case/churn.ts'
import { cut } from './case/cut.ts'
import { defaults } from './case/defaults.ts'
import { eager } from './case/eager.ts'
import { leases } from './case/leases.ts'
import { million } from './case/million.ts'
import { restart } from './case/restart.ts'
import { shrinking } from './case/shrinking.ts'
import type { Case } from './case.ts'

const cases: ReadonlyArray<Case> = [eager, defaults, churn, burst, cut, restart, leases, shrinking, million]

interface Options {
  readonly case?: string
  readonly seed: number
  readonly short: boolean
}

const USAGE = 2

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Runs a case, says what came of it, and whether it holds. */
const judge = ({ name, promise, run }: Case, { seed, short }: Options): boolean => {
  say(`\n${name}${short ? ', in short' : ''}: ${promise}`)
  const { figures, faults } = run(seed, short ? 'short' : 'full')
  for (const [title, figure] of Object.entries(figures)) say(`  ${title}: ${figure}`)
  for (const fault of faults) say(`  FAILED: ${fault}`)
  say(`  repeat with: npm run reliability -- --case ${name} --seed ${seed}${short ? ' --short' : ''}`)
  return faults.length === 0
}

const reliability = (options: Options): void => {
  const chosen = cases.filter(({ name }) => options.case === undefined || options.case === name)
  if (chosen.length === 0) {
    process.stderr.write(
      `error: there is no case ${options.case}; there are ${cases.map(({ name }) => name).join(', ')}\n`,
    )
    process.exitCode = USAGE
    return
  }
  const passed = chosen.filter((one) => judge(one, options)).length
  say(`\n${passed} passed, ${chosen.length - passed} failed`)
  process.exitCode = passed === chosen.length ? 0 : 1
}

new Command('reliability')
  .description('Show on simulated nodes that what was promised holds.')
  .option('--case <name>', 'one case alone')
  .option('--seed <n>', 'decides everything', whole(0, 0x7fff_ffff), 1)
  .option('--short', 'fewer nodes, and less time', false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
  .action(reliability)
  .parse()
