import { performance } from 'node:perf_hooks'
import { Command } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import type { JournalUnreadable } from '../node/journal/items.ts'
import { toJson } from '../node/journal/line.ts'
import { type Played, play, playFiles } from '../node/journal/play.ts'
import { nobody, nothing, type Witness } from '../node/journal/replay.ts'
import { follow } from '../node/journal/source.ts'
import { whole } from './option.ts'
import { inOrder } from './order.ts'
import { exitCodeOf, render, renderUnreadable, UNREADABLE } from './replay/report.ts'

interface ReplayCommandOptions {
  readonly until?: number
  readonly state: boolean
  readonly effects: boolean
  readonly invariants: boolean
  readonly follow: boolean
  readonly json: boolean
}

export const replayCommand = (): Command =>
  new Command('replay')
    .description(
      'Fold the journals of nodes again, and compare every fingerprint. Give their files in any order. ' +
        'Exits with 0 when all agree, with 1 at the first that differs or breaks an invariant, with 2 when a ' +
        'file can’t be read.',
    )
    .argument('<file...>', 'journals, plain or gzipped')
    .option('--until <event>', 'stop after this event', whole(0, Number.MAX_SAFE_INTEGER))
    .option('--state', 'print the state at the end', false)
    .option('--effects', 'print each event with its effects, one JSON object a line', false)
    .option('--invariants', 'look for broken invariants after each event as well', false)
    .option(
      '--follow',
      'go on as the file grows, and with the files that take its place, until SIGINT',
      false,
    )
    .option('--json', 'print the outcome as JSON', false)
    .action(async (files: ReadonlyArray<string>, options: ReplayCommandOptions, self: Command) => {
      if (options.follow && files.length > 1) self.error('error: --follow takes one file')
      if (options.follow && files[0]?.endsWith('.gz'))
        self.error('error: a gzipped journal does not grow: give the file that is being written')
      process.exitCode = await replay(files, options)
    })

/** Gives the exit code. */
const replay = async (files: ReadonlyArray<string>, options: ReplayCommandOptions): Promise<number> => {
  const start = performance.now()
  const outcome = await (options.follow ? playGrowing(files[0] ?? '', options) : playAll(files, options))
  const seconds = (performance.now() - start) / 1_000
  if (Either.isLeft(outcome)) {
    process.stderr.write(`error: ${renderUnreadable(outcome.left)}\n`)
    return UNREADABLE
  }
  process.stdout.write(`${render(outcome.right, { ...options, seconds })}\n`)
  return exitCodeOf(outcome.right)
}

type Outcome = Either.Either<JournalUnreadable, Played>

const playOptions = ({ effects, invariants, until = Number.POSITIVE_INFINITY }: ReplayCommandOptions) => ({
  invariants,
  until,
  witness: effects ? printing : nobody,
})

const playAll = async (files: ReadonlyArray<string>, options: ReplayCommandOptions): Promise<Outcome> => {
  const ordered = await inOrder(files)
  return Either.isLeft(ordered) ? ordered : playFiles(ordered.right, playOptions(options))()
}

const playGrowing = async (file: string, options: ReplayCommandOptions): Promise<Outcome> => {
  const ending = new AbortController()
  const end = (): void => ending.abort()
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  process.stderr.write(`following ${file}; SIGINT ends it\n`)
  const lines = follow(file, ending.signal)
  const outcome = await play(file, { replay: nothing, torn: [] }, playOptions(options), lines)()
  process.off('SIGINT', end)
  process.off('SIGTERM', end)
  return outcome
}

const printing: Witness = {
  ...nobody,
  stepped: ({ n, event, effects }) => process.stdout.write(`${toJson({ n, event, effects })}\n`),
}
