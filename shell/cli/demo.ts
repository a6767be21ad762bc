import { mkdir } from 'node:fs/promises'
import { Command, Option } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { GossipError } from '../error.ts'
import { measureBare } from './demo/bare.ts'
import { openCluster } from './demo/cluster.ts'
import type { Phase } from './demo/meter.ts'
import { type Progress, showProgress } from './demo/progress.ts'
import { type Protection, protectionOf, type TransportName, transports } from './demo/protection.ts'
import { type Report, reportOf } from './demo/report.ts'
import { makeSchedule } from './demo/schedule.ts'
import { render } from './demo/table.ts'
import { localConfig } from './local.ts'
import { whole } from './option.ts'

interface DemoOptions {
  readonly nodes: number
  readonly messages: number
  readonly warmup: number
  readonly rate: number
  readonly size: number
  readonly copies: number
  readonly seed: number
  readonly journals: string | null
  readonly transport: TransportName
  readonly json: boolean
}

// How long the survivors may take to find that some of them are held by the dead alone, and to mend it.
const SETTLE_MS = 10_000

export const demoCommand = (): Command =>
  new Command('demo')
    .description(
      'Run a group of real nodes on loopback: they join through one contact and publish; then a fifth is killed ' +
        'without a word, a tenth leaves, and the others publish again. Exits with 1 if a message came twice.',
    )
    .option('--nodes <n>', 'how many nodes, at least 2', whole(2, 1_000), 30)
    .option('--messages <n>', 'how many messages in each phase', whole(1, 1_000_000), 100)
    .option(
      '--warmup <n>',
      'how many messages before the first phase, which no figure counts: once the compiler knows a program, it runs faster',
      whole(0, 1_000_000),
      200,
    )
    .option('--rate <n>', 'messages a second, all nodes together', whole(1, 100_000), 200)
    .option('--size <bytes>', 'payload bytes of a message', whole(0, localConfig(1).payloadLimit), 256)
    .option('--copies <c>', 'extra copies of a subscription: views grow to (c + 1) ln n', whole(0, 16), 1)
    .option('--seed <n>', 'fixes who publishes, dies and leaves, not the timing', whole(0, 0x7fff_ffff))
    .addOption(new Option('--transport <how>', 'how datagrams travel').choices(transports).default('plain'))
    .option('--journals <folder>', 'record each node there, as node-000.jsonl and so on')
    .option('--json', 'print the figures as JSON', false)
    .action(async (given: Omit<DemoOptions, 'seed' | 'journals'> & Partial<DemoOptions>) =>
      runDemo({ seed: Date.now() % 0x7fff_ffff, journals: null, ...given }),
    )

const runDemo = async (options: DemoOptions): Promise<void> => {
  const { progress, stop } = showProgress(!options.json)
  try {
    if (options.journals !== null) await mkdir(options.journals, { recursive: true })
    const report = await play(options, progress)
    stop()
    const text = options.json ? JSON.stringify(report) : `${render(report)}\nseed ${options.seed}`
    process.stdout.write(`${text}\n`)
    if (report.phases.some((phase) => phase.duplicates > 0)) process.exitCode = 1
  } catch (error) {
    // What neither a node nor the system explains is a fault of this program.
    if (!(error instanceof GossipError) && !(error instanceof Error && 'code' in error)) throw error
    stop()
    fail(error.message)
  } finally {
    stop()
  }
}

/** Nodes that are open by now would keep the process alive. */
const fail = (problem: string): never => {
  process.stderr.write(`error: ${problem}\n`)
  process.exit(1)
}

const play = async (options: DemoOptions, progress: Progress): Promise<Report> => {
  const { socketBuffer } = localConfig(options.copies)
  const protection = await protectionOf(options.transport)
  if (Either.isLeft(protection)) return fail(protection.left)
  try {
    progress('measuring bare datagrams')
    const before = await measureBare(socketBuffer)
    const { phases, drops } = await playGroup(options, protection.right, progress)
    progress('measuring bare datagrams again')
    return reportOf([before, await measureBare(socketBuffer)], phases, drops)
  } finally {
    await protection.right.remove()
  }
}

const playGroup = async (
  { nodes, messages, warmup, rate, size: bytes, copies, seed, journals }: DemoOptions,
  { carrier }: Protection,
  progress: Progress,
): Promise<{ readonly phases: ReadonlyArray<Phase>; readonly drops: Report['drops'] }> => {
  const schedule = makeSchedule(seed, nodes, messages, warmup)
  const config = { profile: 'local', copies } as const
  const cluster = await openCluster({ size: nodes, config, rate, bytes, progress, journals, carrier })
  try {
    await cluster.run('warm-up', schedule.warmup)
    const before = await cluster.run('all nodes', schedule.before)
    progress(`killing ${schedule.killed.length} nodes, ${schedule.leaving.length} leave`)
    await cluster.remove(schedule.killed, schedule.leaving)
    await cluster.settle(SETTLE_MS)
    const after = await cluster.run('after kills and leaves', schedule.after)
    return { phases: [before, after], drops: cluster.drops() }
  } finally {
    await cluster.close()
  }
}
