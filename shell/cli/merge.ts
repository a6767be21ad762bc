import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Command } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { type Merged, merged } from '../merge/merge.ts'
import { renderJson } from './merge/json.ts'
import { readTracks, renderOverlap } from './merge/reading.ts'
import { mistakeIn, type Selection } from './merge/selection.ts'
import { renderText } from './merge/text.ts'
import { seconds } from './option.ts'
import { renderUnreadable, UNREADABLE } from './replay/report.ts'
import { count } from './wording.ts'

interface MergeCommandOptions extends Selection {
  readonly json: boolean
}

export const mergeCommand = (): Command =>
  new Command('merge')
    .description(
      'Lay the journals of several nodes side by side, as one timeline in which every message is received after it ' +
        'was sent, and list what was lost on the way. Takes the files of all nodes in any order. Exits with 1 when ' +
        'they contradict each other, with 2 when a file can’t be read or is given twice, or none is of a node asked for. Keeps all events in memory, about 2 KB each: for more than a million, give Node.js more of it by ' +
        'NODE_OPTIONS=--max-old-space-size=MEGABYTES, or take the files of fewer nodes.',
    )
    .argument('<file...>', 'journals, plain or gzipped')
    .option('--losses', 'print what was lost and the summary, no events', false)
    .option(
      '--node <id>',
      'print only the events of this node, and what was lost from or to it; may be repeated',
      gather,
      [],
    )
    .option('--from <seconds>', 'leave out what was before, counted from the first event', seconds, 0)
    .option('--to <seconds>', 'leave out what was after', seconds, Number.POSITIVE_INFINITY)
    .option('--json', 'print JSON, one object a line', false)
    .action(async (files: ReadonlyArray<string>, options: MergeCommandOptions, self: Command) => {
      const { from, to } = options
      if (from > to)
        self.error(`error: --from ${from} is after --to ${to}: give the earlier of them as --from`)
      else process.exitCode = await merge(files, options)
    })

const gather = (id: string, before: ReadonlyArray<string>): ReadonlyArray<string> => [...before, id]

const refused = (why: string): number => {
  process.stderr.write(`error: ${why}\n`)
  return UNREADABLE
}

/** Gives the exit code. */
const merge = async (files: ReadonlyArray<string>, options: MergeCommandOptions): Promise<number> => {
  const read = await readTracks(files, !options.losses)
  if (Either.isLeft(read)) {
    const problem = read.left
    const text = problem._tag === 'JournalsOverlap' ? renderOverlap(problem) : renderUnreadable(problem)
    return refused(text)
  }
  const { tracks, warnings } = read.right
  const mistake = mistakeIn(options, tracks)
  if (mistake !== null) return refused(mistake)
  for (const warning of warnings) process.stderr.write(`warning: ${warning}\n`)
  const outcome = merged(tracks, !options.losses)
  await print(options.json ? renderJson(outcome, options) : renderText(outcome, options))
  return verdict(outcome)
}

const CHUNK = 65_536

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

const print = (lines: Iterable<string>): Promise<void> =>
  pipeline(Readable.from(chunksOf(lines)), process.stdout, { end: false })

const verdict = ({ contradictions, uncaused }: Merged): number => {
  if (contradictions.length === 0 && uncaused === 0) return 0
  process.stderr.write(
    `error: the journals contradict each other: ${count(contradictions.length, 'receipt')} of what was not sent, ` +
      `${count(uncaused, 'receipt')} before what was; see whether all files are of the same run\n`,
  )
  return 1
}
