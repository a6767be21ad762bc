import { Command, Option } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { type Bar, showBar } from './bar.ts'
import { experiments } from './evaluate/experiments.ts'
import type { Fact } from './evaluate/report/report.ts'
import type { Section } from './evaluate/report/section.ts'
import { type ScaleName, scales } from './evaluate/scale.ts'
import { summaryOf } from './evaluate/summary.ts'
import { whole } from './option.ts'

interface EvaluateOptions {
  readonly out: string
  readonly scale: ScaleName
  readonly seed: number
  readonly only?: ReadonlyArray<string>
}

const SEEDS = 1_000_000

const ids = experiments.map(({ id }) => id)

export const evaluateCommand = (): Command =>
  new Command('evaluate')
    .description(
      'Evaluate the protocol by simulation, in the manner of the paper that it is from, and write a report with ' +
        'charts, and the data beside it. Exit code 0 says that the report was written, whatever it found. The same ' +
        'seed and scale give the same report on any machine.',
    )
    .requiredOption(
      '--out <dir>',
      'where to write index.html and the CSV files; an earlier report is replaced',
    )
    .addOption(
      new Option('--scale <scale>', 'quick: about a minute; full: groups of up to 100,000 nodes')
        .choices(Object.keys(scales))
        .default('quick'),
    )
    .option('--seed <n>', 'fixes everything', whole(0, SEEDS), 1)
    .addOption(new Option('--only <id...>', 'only these experiments (default: all)').choices(ids))
    .action(async (options: EvaluateOptions, self: Command) => {
      process.exitCode = await evaluate(options, self.parent?.version() ?? '')
    })

const TITLE = 'An evaluation of gossip'

const LEAD =
  'Membership by SCAMP (A. J. Ganesh, A.-M. Kermarrec, L. Massoulié, “Peer-to-Peer Membership Management for ' +
  'Gossip-Based Protocols”, IEEE Transactions on Computers 52(2), 2003) and gossip over it. Every node of these ' +
  'simulations runs the code that runs on real networks, in virtual time. What was measured has symbols, theory is ' +
  'dashed. Each section begins with what was expected and whether it was found; c is the number of extra copies of a ' +
  'subscription, Hₙ = 1 + 1/2 + … + 1/n.'

/** Gives the exit code. */
const evaluate = async (
  { out, scale, seed, only = ids }: EvaluateOptions,
  version: string,
): Promise<number> => {
  // Charts take a second to load, which no other command should wait for.
  const { fileNames, renderReport } = await import('./evaluate/report/render.ts')
  const { explainWrite, prepareDirectory, writeReport } = await import('./evaluate/report/write.ts')
  const chosen = ids.filter((id) => only.includes(id))
  const ready = await prepareDirectory(out, fileNames(chosen))()
  if (Either.isLeft(ready)) return fail(explainWrite(ready.left))
  const facts: ReadonlyArray<Fact> = [
    { name: 'Command', value: commandOf(scale, seed, chosen) },
    { name: 'Version', value: version },
    { name: 'Scale', value: scale },
    { name: 'Seed', value: String(seed) },
  ]
  const sections = runAll(scale, seed, chosen)
  const written = await writeReport(out, renderReport({ title: TITLE, lead: LEAD, facts, sections }))()
  if (Either.isLeft(written)) return fail(explainWrite(written.left))
  process.stdout.write(summaryOf(out, sections))
  return 0
}

const fail = (problem: string): number => {
  process.stderr.write(`error: ${problem}\n`)
  return 1
}

/** Without the directory, which is not the report's business. */
const commandOf = (scale: ScaleName, seed: number, chosen: ReadonlyArray<string>): string => {
  const only = chosen.length === ids.length ? '' : ` --only ${chosen.join(' ')}`
  return `gossip evaluate --out DIR --scale ${scale} --seed ${seed}${only}`
}

const runAll = (scale: ScaleName, seed: number, chosen: ReadonlyArray<string>): ReadonlyArray<Section> => {
  const bar: Bar = showBar()
  const wanted = experiments.filter(({ id }) => chosen.includes(id))
  try {
    return wanted.map(({ id, run }, index) =>
      run(scales[scale], seed, (share) => {
        bar.progress(Math.floor(10 * (index + share)) / 10, wanted.length, `experiments: ${id}`)
      }),
    )
  } finally {
    bar.stop()
  }
}
