import { Command } from 'commander'
import { whole } from '../shell/cli/option.ts'
import type { Outcome } from './reliability/case.ts'

/** A promise, and what shows that it is kept. */
export interface Shown {
  readonly name: string
  /** In full. */
  readonly promise: string
}

export interface Chosen {
  readonly seed: number
  readonly isShort: boolean
}

/** Cases that one script runs, each repeatable by itself. */
export interface Suite<C extends Shown> {
  readonly script: string
  readonly description: string
  readonly cases: ReadonlyArray<C>
  readonly play: (one: C, chosen: Chosen) => Outcome | Promise<Outcome>
}

const USAGE = 2

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Runs a case, says what came of it, and whether it holds. */
const judge = async <C extends Shown>(
  { script, play }: Suite<C>,
  one: C,
  chosen: Chosen,
): Promise<boolean> => {
  const { name, promise } = one
  const { seed, isShort } = chosen
  say(`\n${name}${isShort ? ', in short' : ''}: ${promise}`)
  const { figures, faults } = await play(one, chosen)
  for (const [title, figure] of Object.entries(figures)) say(`  ${title}: ${figure}`)
  for (const fault of faults) say(`  FAILED: ${fault}`)
  say(`  repeat with: npm run ${script} -- --case ${name} --seed ${seed}${isShort ? ' --short' : ''}`)
  return faults.length === 0
}

interface Options {
  readonly case?: string
  readonly seed: number
  readonly short: boolean
}

const run = async <C extends Shown>(suite: Suite<C>, options: Options): Promise<void> => {
  const chosen = suite.cases.filter(({ name }) => options.case === undefined || options.case === name)
  if (chosen.length === 0) {
    const names = suite.cases.map(({ name }) => name).join(', ')
    process.stderr.write(`error: there is no case ${options.case}; there are ${names}\n`)
    process.exitCode = USAGE
    return
  }
  let passed = 0
  for (const one of chosen)
    passed += (await judge(suite, one, { seed: options.seed, isShort: options.short })) ? 1 : 0
  say(`\n${passed} passed, ${chosen.length - passed} failed`)
  process.exitCode = passed === chosen.length ? 0 : 1
}

/** Runs what the command line asks for. */
export const runSuite = async <C extends Shown>(suite: Suite<C>): Promise<void> => {
  await new Command(suite.script)
    .description(suite.description)
    .option('--case <name>', 'one case alone')
    .option('--seed <n>', 'decides all that can be decided', whole(0, 0x7fff_ffff), 1)
    .option('--short', 'smaller, and in less time', false)
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
    .action((options: Options) => run(suite, options))
    .parseAsync()
}
