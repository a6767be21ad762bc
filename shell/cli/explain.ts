import { Command } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { type Played, playFiles } from '../node/journal/play.ts'
import { renderJson } from './explain/json.ts'
import { makeReading, type Reading } from './explain/reading.ts'
import { type Asked, readArc, readNode, readRumor, type Subject, subjectOf } from './explain/subject.ts'
import { renderText } from './explain/text.ts'
import { warningsOf } from './explain/warning.ts'
import { inOrder } from './order.ts'
import { renderUnreadable, UNREADABLE } from './replay/report.ts'

interface ExplainOptions extends Asked {
  readonly json: boolean
}

export const explainCommand = (): Command =>
  new Command('explain')
    .description(
      'Say by the journals of a node why another node is in its views or gone, or how a message came and where it ' +
        'went: each event with the rule that applied, and the events that led to it. Give all files of one node, in ' +
        'any order. Exits with 1 when the journals say nothing about it, with 2 when a file can’t be read.',
    )
    .argument('<file...>', 'journals of one node, plain or gzipped')
    .option('--node <id>', 'all that happened between that node and the one of the journals', readNode)
    .option('--rumor <id>', 'a message, as ORIGIN/BOOT/SEQUENCE', readRumor)
    .option('--arc <a,b>', 'the arc from node A to node B, one of which has written the journals', readArc)
    .option('--json', 'print the account as JSON', false)
    .action(async (files: ReadonlyArray<string>, options: ExplainOptions, self: Command) => {
      const subject = subjectOf(options)
      if (subject === null) self.error('error: give one of --node, --rumor and --arc')
      else process.exitCode = await explain(files, subject, options.json)
    })

/** Gives the exit code. */
const explain = async (files: ReadonlyArray<string>, subject: Subject, isJson: boolean): Promise<number> => {
  const reading = makeReading(subject)
  const options = { invariants: false, until: Number.POSITIVE_INFINITY, witness: reading.witness }
  const ordered = await inOrder(files)
  if (Either.isLeft(ordered)) return failed(renderUnreadable(ordered.left), UNREADABLE)
  const played = await playFiles(ordered.right, options)()
  if (Either.isLeft(played)) return failed(renderUnreadable(played.left), UNREADABLE)
  warn(reading, played.right)
  const answer = reading.answer()
  if (Either.isLeft(answer)) return failed(answer.left.why, answer.left.isMisuse ? UNREADABLE : 1)
  process.stdout.write(`${isJson ? renderJson(answer.right) : renderText(answer.right)}\n`)
  return 0
}

const failed = (why: string, code: number): number => {
  process.stderr.write(`error: ${why}\n`)
  return code
}

const warn = (reading: Reading, played: Played): void => {
  for (const warning of [...reading.warnings(), ...warningsOf(played)])
    process.stderr.write(`warning: ${warning}\n`)
}
