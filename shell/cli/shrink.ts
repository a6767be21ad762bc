import { performance } from 'node:perf_hooks'
import { Command, Option } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { readRun } from '../node/journal/run.ts'
import { whole } from './option.ts'
import { inOrder } from './order.ts'
import { renderUnreadable } from './replay/report.ts'
import { type AimOptions, aimOf, invariantNames } from './shrink/aim.ts'
import { confirm, findFew } from './shrink/find.ts'
import { type OutputOptions, outputsFor, writeOutputs } from './shrink/output.ts'
import { failed, misused, type Refusal } from './shrink/refusal.ts'
import { type Finding, json, text } from './shrink/report.ts'

interface ShrinkCommandOptions extends AimOptions {
  readonly out?: string
  readonly force: boolean
  readonly tries: number
  readonly json: boolean
}

const TRIES = 100_000

export const shrinkCommand = (): Command =>
  new Command('shrink')
    .description(
      'Find few events of a journal that still do what is not wanted, by delta debugging, so that none of them can be ' +
        'left out any more, and write them as a ' +
        'journal and as a regression test. Give all files of one life of a node, in any order. Exits with 0 ' +
        'when they are written, with 1 when no event does it or the predicate throws, with 2 when a file can’t be read.',
    )
    .argument('<file...>', 'journals, plain or gzipped')
    .addOption(
      new Option('--invariant <name>', 'an event that breaks this invariant')
        .choices(invariantNames)
        .conflicts('predicate'),
    )
    .option(
      '--predicate <module>',
      'an event for which the default export of this ES module, (step) => boolean, is true; a step is ' +
        '{ n, event, before, after, effects }, states and effects as the library has them, and it must look at nothing else',
    )
    .option(
      '--out <base>',
      'write BASE.jsonl and BASE.test.mjs (default: beside the first file, with its name and .shrunk)',
    )
    .option('--force', 'replace what is there already', false)
    .option('--tries <n>', 'candidates to try at most', whole(1, Number.MAX_SAFE_INTEGER), TRIES)
    .option('--json', 'print the outcome as JSON', false)
    .action(async (files: ReadonlyArray<string>, options: ShrinkCommandOptions) => {
      const outcome = await shrinkFiles(files, options)()
      if (Either.isLeft(outcome)) process.stderr.write(`error: ${outcome.left.says}\n`)
      else process.stdout.write(`${(options.json ? json : text)(outcome.right)}\n`)
      process.exitCode = Either.isLeft(outcome) ? outcome.left.exitCode : 0
    })

const shrinkFiles = (
  files: ReadonlyArray<string>,
  options: ShrinkCommandOptions,
): TaskEither.TaskEither<Refusal, Finding> =>
  pipe(
    aimOf(options),
    TaskEither.bindTo('aim'),
    TaskEither.bind('outputs', () => outputsFor(outputOptions(files, options))),
    TaskEither.bind('run', () =>
      pipe(
        () => inOrder(files),
        TaskEither.chain(readRun),
        TaskEither.mapLeft((trouble) => misused(renderUnreadable(trouble))),
      ),
    ),
    TaskEither.bind('started', () => TaskEither.fromIO(() => performance.now())),
    TaskEither.bind('shrunk', ({ aim, run }) => TaskEither.fromEither(findFew(run, aim, options.tries))),
    TaskEither.chainFirst(({ aim, run, shrunk }) => confirm(run, aim, shrunk)),
    TaskEither.map(({ started, ...found }) => ({
      ...found,
      seconds: (performance.now() - started) / 1_000,
    })),
    TaskEither.chainFirst((finding) =>
      pipe(writeOutputs(finding, options.force), TaskEither.mapLeft(failed)),
    ),
  )

const outputOptions = (
  files: ReadonlyArray<string>,
  { predicate, out, force: isForced }: ShrinkCommandOptions,
): OutputOptions => ({ files, predicate: predicate ?? null, base: out ?? null, isForced })
