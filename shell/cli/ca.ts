import { Command } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { type AuthorityOptions, makeAuthority } from './ca/authority.ts'
import { type IssueOptions, issueAll } from './ca/certificate.ts'
import { authorityJson, authorityText, issuedJson, issuedText } from './ca/report.ts'
import { whole } from './option.ts'
import type { Refusal } from './shrink/refusal.ts'

interface Format {
  readonly json: boolean
}

// A hundred years: what is later says nothing, and years have four digits.
const DAYS_LIMIT = 36_500
const AUTHORITY_DAYS = 3_650
const NODE_DAYS = 365

const days = whole(1, DAYS_LIMIT)

export const caCommand = (): Command =>
  new Command('ca')
    .description(
      'Make a private certificate authority, and certificates for nodes that it signs, by the openssl command. ' +
        'Replaces no file. Exits with 0 when all are written, with 1 when none is, with 2 on wrong usage.',
    )
    .addCommand(initCommand())
    .addCommand(issueCommand())

const initCommand = (): Command =>
  new Command('init')
    .description('Make ca.key and ca.crt: the authority of one group.')
    .option('--dir <dir>', 'folder of the authority', '.')
    .option('--name <name>', 'name of the authority, for people', 'gossip')
    .option('--days <n>', 'for how long it holds', days, AUTHORITY_DAYS)
    .option('--json', 'print the outcome as JSON', false)
    .action(async (options: AuthorityOptions & Format) => {
      process.exitCode = await told(makeAuthority(options), options.json ? authorityJson : authorityText)
    })

const issueCommand = (): Command =>
  new Command('issue')
    .description(
      'Make a key and a certificate for each id: host:port or [v6]:port for one node, a host without a port for ' +
        'all nodes on it.',
    )
    .argument('<id...>', 'ids of nodes, or hosts')
    .option('--dir <dir>', 'folder of the authority', '.')
    .option('--out <dir>', 'folder for the keys and certificates', '.')
    .option('--days <n>', 'for how long they hold, at most as long as the authority', days, NODE_DAYS)
    .option('--json', 'print the outcome as JSON, one object a line', false)
    .action(async (ids: ReadonlyArray<string>, options: IssueOptions & Format) => {
      process.exitCode = await told(issueAll(ids, options), options.json ? issuedJson : issuedText)
    })

/** Prints the outcome. Gives the exit code. */
const told = async <A>(
  task: TaskEither.TaskEither<Refusal, A>,
  render: (outcome: A) => string,
): Promise<number> => {
  const outcome = await pipe(task, TaskEither.map(render))()
  if (Either.isRight(outcome)) process.stdout.write(`${outcome.right}\n`)
  else process.stderr.write(`error: ${outcome.left.says}\n`)
  return Either.isRight(outcome) ? 0 : outcome.left.exitCode
}
