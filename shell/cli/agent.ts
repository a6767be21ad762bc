import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Node } from '../face.ts'
import { open } from '../node/index.ts'
import { addTransportOptions, dtlsOf, faultOfTransport, type TransportFlags } from './agent/dtls.ts'
import { addJournalOptions, faultOfJournal, type JournalFlags, journalOf } from './agent/journal.ts'
import { publishLines } from './agent/lines.ts'
import { logNotices, makeLog } from './agent/log.ts'
import { printMessages } from './agent/printer.ts'
import { leaveOnSignal } from './agent/signal.ts'

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
  addJournalOptions(addTransportOptions(new Command('agent')))
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
  const node = await openNode(options)
  if (node === null) return 1
  log.info({ id: node.id, group: options.group }, 'listening')
  logNotices(node, log)
  const printing = printMessages(node, options.json, process.stdout)
  const leaving = leaveOnSignal(node, printing, log)
  void publishLines(node, process.stdin, log)
  await leaving
  await printing
  return 0
}

const openNode = async (options: AgentOptions): Promise<Node | null> => {
  try {
    const { bind, advertise, join, group, insecure, memory } = options
    const journal = journalOf(options)
    const dtls = dtlsOf(options)
    const config = {
      ...readConfig(options.config),
      ...(options.profile === undefined ? {} : { profile: options.profile }),
    }
    return await open({
      bind,
      join,
      group,
      insecure,
      config,
      ...(advertise === undefined ? {} : { advertise }),
      ...(memory === undefined ? {} : { memory }),
      ...(journal === null ? {} : { journal }),
      ...(dtls === null ? {} : { dtls }),
    })
  } catch (error) {
    // A file that cannot be read, or a failure of opening: both say what is wrong.
    // Said whatever the level of the log: nothing else tells why the command failed.
    process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`)
    return null
  }
}

const readConfig = (file: string | undefined): object => {
  if (file === undefined) return {}
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed
  } catch (error) {
    throw new Error(`cannot read the configuration ${file}: ${String(error)}`)
  }
  throw new Error(`the configuration ${file} must be a JSON object of parameters`)
}
