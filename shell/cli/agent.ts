import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Node } from '../face.ts'
import type { Control } from '../node/control/server.ts'
import { type OpenOptions, open } from '../node/index.ts'
import { addJournalOptions, faultOfJournal, type JournalFlags, journalOf } from './agent/journal.ts'
import { publishLines } from './agent/lines.ts'
import { logNotices, makeLog } from './agent/log.ts'
import { printMessages } from './agent/printer.ts'
import { leaveOnSignal } from './agent/signal.ts'
import {
  addTransportOptions,
  controlOf,
  faultOfTransport,
  type TransportFlags,
  travellingOf,
} from './agent/transport.ts'

interface AgentOptions extends JournalFlags, TransportFlags {
  readonly bind: string
  readonly advertise?: string
  readonly join: ReadonlyArray<string>
  readonly group: string
  readonly profile?: 'local' | 'lan' | 'wan'
  readonly config?: string
  readonly memory?: string
  readonly insecure: boolean
  readonly json: boolean
  readonly log: string
}

export const agentCommand = (): Command =>
  addTransportOptions(addJournalOptions(new Command('agent')))
    .description(
      'Run one node in the foreground. Each line on stdin is published; each message that others publish is a line ' +
        'on stdout; logs go to stderr. The end of stdin ends publishing only. SIGINT or SIGTERM leaves the group; ' +
        'a second one ends at once.',
    )
    .requiredOption('--bind <host:port>', 'where to listen; port 0 takes any free one')
    .option('--advertise <host:port>', 'the address by which others reach this node, if not where it listens')
    .option('--join <host:port...>', 'members to join through, asked in turn; none founds a group', [])
    .option('--group <name>', 'datagrams of other groups are dropped', 'gossip')
    .addOption(
      new Option('--profile <name>', 'timers for a kind of network').choices(['local', 'lan', 'wan']),
    )
    .option('--config <file>', 'a JSON file with a profile and parameters')
    .option(
      '--memory <file>',
      'keeps whom to ask after a restart; give each node its own, and a port that stays',
    )
    .option(
      '--insecure',
      'allow other addresses than loopback in the clear, although everybody on the way can read and forge',
      false,
    )
    .option(
      '--json',
      'a message is an object with origin, id, payload, its encoding, and the estimated group size',
      false,
    )
    .addOption(
      new Option('--log <level>', 'what to log')
        .choices(['debug', 'info', 'warn', 'error', 'silent'])
        .default('info'),
    )
    .action(async (options: AgentOptions, self: Command) => {
      const fault = faultOfJournal(self) ?? faultOfTransport(options)
      if (fault !== null) self.error(`error: ${fault}`)
      process.exitCode = await runAgent(options)
    })

/** Runs until the node has left; gives the exit code. */
const runAgent = async (options: AgentOptions): Promise<number> => {
  const log = makeLog(options.log)
  const opened = await openAll(options)
  if (opened === null) return 1
  const { node, control } = opened
  log.info({ id: node.id, group: options.group }, 'listening')
  logNotices(node, log)
  const printing = printMessages(node, options.json, process.stdout)
  const leaving = leaveOnSignal(node, printing, log)
  void publishLines(node, process.stdin, log)
  await leaving
  await control?.close()
  await printing
  return 0
}

interface Opened {
  readonly node: Node
  readonly control: Control | null
}

const openAll = async (options: AgentOptions): Promise<Opened | null> => {
  try {
    const config = readConfig(options)
    const travelling = await travellingOf(options)
    // Before the node: what it announces must find somebody who listens at once.
    const control = await controlOf(options, travelling)
    try {
      return { node: await open({ ...openingOf(options), ...travelling, config }), control }
    } catch (error) {
      await control?.close()
      throw error
    }
  } catch (error) {
    // A file that cannot be read, or a failure of opening: both say what is wrong.
    // Said whatever the level of the log: nothing else tells why the command failed.
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
    return null
  }
}

const openingOf = (options: AgentOptions): OpenOptions => {
  const { bind, advertise, join, group, insecure, memory } = options
  const journal = journalOf(options)
  return {
    bind,
    join,
    group,
    insecure,
    ...(advertise === undefined ? {} : { advertise }),
    ...(memory === undefined ? {} : { memory }),
    ...(journal === null ? {} : { journal }),
  }
}

const readConfig = ({ config, profile }: AgentOptions): object => ({
  ...(config === undefined ? {} : readParameters(config)),
  ...(profile === undefined ? {} : { profile }),
})

const readParameters = (file: string): object => {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch (error) {
    throw new Error(`cannot read the configuration ${file}: ${String(error)}`)
  }
  throw new Error(`the configuration ${file} must be a JSON object of parameters`)
}
