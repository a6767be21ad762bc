import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { whole } from '../../shell/cli/option.ts'
import { demo } from './case/demo.ts'
import { kill } from './case/kill.ts'
import { majors } from './case/majors.ts'
import type { JournalCase } from './case.ts'

const cases: ReadonlyArray<JournalCase> = [demo, kill, majors]

interface Options {
  readonly case?: string
  readonly seed: number
  readonly short: boolean
}

const USAGE = 2

const say = (text: string): void => void process.stdout.write(`${text}\n`)

/** Runs a case, says what came of it, and whether it holds. */
const judge = async ({ name, promise, run }: JournalCase, { seed, short }: Options): Promise<boolean> => {
  say(`\n${name}${short ? ', in short' : ''}: ${promise}`)
  const folder = await mkdtemp(join(tmpdir(), 'gossip-journal-'))
  try {
    const { figures, faults } = await run({ seed, isShort: short, folder })
    for (const [title, figure] of Object.entries(figures)) say(`  ${title}: ${figure}`)
    for (const fault of faults) say(`  FAILED: ${fault}`)
    say(`  repeat with: npm run test:journal -- --case ${name} --seed ${seed}${short ? ' --short' : ''}`)
    return faults.length === 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const main = async (options: Options): Promise<void> => {
  const chosen = cases.filter(({ name }) => options.case === undefined || options.case === name)
  if (chosen.length === 0) {
    const names = cases.map(({ name }) => name).join(', ')
    process.stderr.write(`error: there is no case ${options.case}; there are ${names}\n`)
    process.exitCode = USAGE
    return
  }
  let passed = 0
  for (const one of chosen) passed += (await judge(one, options)) ? 1 : 0
  say(`\n${passed} passed, ${chosen.length - passed} failed`)
  process.exitCode = passed === chosen.length ? 0 : 1
}

await new Command('test:journal')
  .description('Show on real processes that what they record can be replayed.')
  .option('--case <name>', 'one case alone')
  .option(
    '--seed <n>',
    'decides who publishes, dies and leaves, and when; not the timing',
    whole(0, 0x7fff_ffff),
    1,
  )
  .option('--short', 'fewer nodes, messages and kills', false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
  .action(main)
  .parseAsync()
