import { Command } from 'commander'
import { openCluster } from './demo/cluster.ts'
import { showProgress } from './demo/progress.ts'
import { makeSchedule } from './demo/schedule.ts'
import { renderPhases } from './demo/table.ts'
import { localConfig } from './local.ts'
import { whole } from './option.ts'

interface DemoOptions {
  readonly nodes: number
  readonly messages: number
  readonly rate: number
  readonly size: number
  readonly copies: number
  readonly seed: number
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
    .option('--rate <n>', 'messages a second, all nodes together', whole(1, 100_000), 200)
    .option('--size <bytes>', 'payload bytes of a message', whole(0, localConfig(1).payloadLimit), 256)
    .option('--copies <c>', 'extra copies of a subscription: views grow to (c + 1) ln n', whole(0, 16), 1)
    .option('--seed <n>', 'fixes who publishes, dies and leaves, not the timing', whole(0, 0x7fff_ffff))
    .option('--json', 'print the figures as JSON', false)
    .action(async (given: Omit<DemoOptions, 'seed'> & Partial<DemoOptions>) =>
      runDemo({ seed: Date.now() % 0x7fff_ffff, ...given }),
    )

const runDemo = async ({ nodes, messages, rate, size, copies, seed, json }: DemoOptions): Promise<void> => {
  const schedule = makeSchedule(seed, nodes, messages)
  const { progress, stop } = showProgress(!json)
  const cluster = await openCluster(nodes, { profile: 'local', copies }, progress)
  try {
    const before = await cluster.run('all nodes', schedule.before, rate, size)
    progress(`killing ${schedule.killed.length} nodes, ${schedule.leaving.length} leave`)
    await cluster.remove(schedule.killed, schedule.leaving)
    await cluster.settle(SETTLE_MS)
    const after = await cluster.run('after kills and leaves', schedule.after, rate, size)
    const phases = [before, after]
    const drops = cluster.drops()
    stop()
    const text = json ? JSON.stringify({ phases, drops }) : `${renderPhases(phases, drops)}\nseed ${seed}`
    process.stdout.write(`${text}\n`)
    if (phases.some((phase) => phase.duplicates > 0)) process.exitCode = 1
  } finally {
    stop()
    await cluster.close()
  }
}
