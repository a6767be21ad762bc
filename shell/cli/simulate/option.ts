import { type Command, Option } from 'commander'
import type { Plan } from '../../simulation/index.ts'
import { fraction, whole } from '../option.ts'

/** What the command line gives. */
export interface SimulateOptions
  extends Omit<Plan, 'leasePeriods' | 'indirection' | 'sizeEstimate' | 'seed' | 'fanOut'> {
  readonly fanOut?: number
  readonly seed?: number
  readonly indirection: Switch
  readonly lease?: Switch
  readonly leasePeriods?: number
  readonly sizeEstimate: Switch
  readonly runs: number
  readonly edges?: string
  readonly json: boolean
}

type Switch = 'on' | 'off'

const PERIODS = 50

const onOff = (flags: string, description: string): Option =>
  new Option(flags, description).choices(['on', 'off'])

const fanOut = (text: string): number => (text === 'all' ? 0 : whole(1, 1_000_000)(text))

const addGroup = (command: Command): Command =>
  command
    .option('--nodes <n>', 'how many nodes join', whole(1, 1_000_000), 1_000)
    .option('--copies <c>', 'extra copies of a subscription: views grow to (c + 1) ln n', whole(0, 16), 0)
    .option('--seed <n>', 'fixes everything but seconds and memory', whole(0, 0x7fff_ffff))
    .addOption(
      new Option('--contact <whom>', 'whom a newcomer knows: anyone, the founder, or who joined last')
        .choices(['uniform', 'first', 'latest'])
        .default('uniform'),
    )
    .addOption(
      onOff('--indirection <switch>', 'whether a newcomer walks from there to its contact').default('off'),
    )
    .addOption(onOff('--lease <switch>', 'whether leases pass once the group has grown'))
    .option('--lease-periods <k>', `how many (default: ${PERIODS} with --lease on)`, whole(1, 100_000))
    .addOption(
      onOff('--size-estimate <switch>', 'whether nodes estimate the size of the group').default('off'),
    )

const addFate = (command: Command): Command =>
  command
    .option('--leave <f>', 'the fraction of nodes that leave, one by one', fraction, 0)
    .option('--crash <f>', 'the fraction of the others that crash at once', fraction, 0)
    .option('--loss <p>', 'the probability that a datagram is lost', fraction, 0)
    .option('--broadcasts <b>', 'how many messages the survivors publish, one by one', whole(0, 1_000_000), 0)
    .option(
      '--fan-out <k>',
      'to how many members a message is passed: all, or a number (default: all)',
      fanOut,
    )
    .option(
      '--runs <r>',
      'how many runs, with consecutive seeds; figures are their means',
      whole(1, 100_000),
      1,
    )
    .option(
      '--edges <file>',
      'write the views at the time of the broadcasts: "id: id id …", crashed ids with "!"',
    )
    .option('--json', 'print the figures as JSON', false)

export const addOptions = (command: Command): Command => addFate(addGroup(command))

/** What is wrong with options that are each right by themselves. */
export const faultOf = (options: SimulateOptions): string | null => {
  const { lease, leasePeriods, runs, edges, nodes, leave, crash } = options
  if (lease === 'off' && leasePeriods !== undefined) return '--lease-periods needs --lease on'
  if (edges !== undefined && runs > 1) return '--edges shows one run: leave out --runs'
  const remaining = nodes - Math.round(nodes * leave)
  const survivors = remaining - Math.round(remaining * crash)
  return survivors < 1 ? 'nobody would be left: --leave and --crash take all' : null
}

export const planOf = (options: SimulateOptions, seed: number): Plan => {
  const { nodes, copies, contact, leave, crash, loss, broadcasts } = options
  const { indirection, lease, leasePeriods, sizeEstimate } = options
  const hasLeases = lease === 'on' || leasePeriods !== undefined
  return {
    nodes,
    copies,
    seed,
    contact,
    leave,
    crash,
    loss,
    broadcasts,
    fanOut: options.fanOut ?? 0,
    indirection: indirection === 'on',
    leasePeriods: hasLeases ? (leasePeriods ?? PERIODS) : null,
    sizeEstimate: sizeEstimate === 'on',
  }
}
