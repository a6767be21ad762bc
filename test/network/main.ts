import { performance } from 'node:perf_hooks'
import { Command, Option } from 'commander'
import { whole } from '../../shell/cli/option.ts'
import type { Case } from './case.ts'
import { cases } from './cases.ts'
import { removeLeftOver, removeOwn } from './ownership.ts'
import { play } from './play.ts'
import { type TransportName, telling, transports } from './protection.ts'
import { findObstacle } from './requirement.ts'

interface Options {
  readonly case?: string
  readonly seed: number
  readonly short: boolean
  readonly transport: TransportName
  readonly list: boolean
}

/* Exit codes. */
const FAILED = 1
const IMPOSSIBLE = 2
// As shells have it: 128 and the number of the signal.
const INTERRUPTED = { SIGINT: 130, SIGTERM: 143 } as const

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const refuse = (sentence: string): void => {
  process.stderr.write(`The network tests cannot run: ${sentence}.\n`)
  process.exitCode = IMPOSSIBLE
}

const transportOf = (chosen: Case, options: Options): TransportName => chosen.transport ?? options.transport

const isTelling = ({ name, transport }: Case, asked: TransportName): boolean =>
  transport === undefined ? telling.includes(name) : transport === asked

/** Whether it holds. */
const run = async (chosen: Case, options: Options, stop: AbortSignal): Promise<boolean> => {
  const { seed, short: isShort } = options
  const transport = transportOf(chosen, options)
  const { nodes } = isShort ? chosen.short : chosen.full
  const flags = `${transport === 'plain' ? '' : ` --transport ${transport}`}${isShort ? ' --short' : ''}`
  say(`${chosen.name}, ${nodes} nodes, ${transport}: ${chosen.claim}`)
  say(`  seed ${seed}; repeat with: npm run test:network -- --case ${chosen.name} --seed ${seed}${flags}`)
  const start = performance.now()
  const { faults, figures } = await play(chosen, { seed, isShort, transport }, stop)
  if (stop.aborted) return false
  say(`  ${figures}`)
  for (const fault of faults) say(`  ${fault}`)
  const seconds = ((performance.now() - start) / 1_000).toFixed(0)
  say(`  ${faults.length === 0 ? 'holds' : 'does not hold'}; ${seconds} s`)
  return faults.length === 0
}

const runAll = async (chosen: ReadonlyArray<Case>, options: Options): Promise<void> => {
  const stop = listenForStop()
  let passed = 0
  for (const each of chosen) {
    if (await run(each, options, stop)) passed += 1
    if (stop.aborted) return
  }
  say(`${passed} passed, ${chosen.length - passed} failed`)
  if (passed < chosen.length) process.exitCode = FAILED
}

/** Aborts when somebody wants the run to end. */
const listenForStop = (): AbortSignal => {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      process.exitCode = INTERRUPTED[signal]
      stop.abort()
    })
  }
  return stop.signal
}

const runHere = async (chosen: ReadonlyArray<Case>, options: Options): Promise<void> => {
  const obstacle = await findObstacle()
  if (obstacle !== null) return refuse(obstacle)
  try {
    await removeLeftOver()
    await runAll(chosen, options)
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error))
  } finally {
    await removeOwn()
  }
}

const main = async (options: Options): Promise<void> => {
  if (options.list) return say(cases.map(({ name, claim }) => `${name}: ${claim}`).join('\n'))
  const isMeant = (each: Case): boolean => {
    if (options.case !== undefined) return each.name === options.case
    return options.transport === 'plain' ? each.transport === undefined : isTelling(each, options.transport)
  }
  const chosen = cases.filter(isMeant)
  const other = chosen.find(({ transport = options.transport }) => transport !== options.transport)
  if (other !== undefined && options.transport !== 'plain')
    return refuse(`${other.name} is about ${other.transport} datagrams; give no other --transport`)
  if (chosen.length > 0) return runHere(chosen, options)
  refuse(`there is no case ${options.case}, but ${cases.map(({ name }) => name).join(', ')}`)
}

await new Command('network')
  .description(
    'Run processes in network namespaces on one bridge, whose kernel drops, cuts and restores; Linux, as root.',
  )
  .option('--case <name>', 'only this one')
  .option(
    '--seed <n>',
    'fixes who publishes, dies and joins; not what the kernel drops',
    whole(0, 0x7fff_ffff),
  )
  .addOption(
    new Option('--transport <how>', `how datagrams travel; other than plain: ${telling.join(', ')}`)
      .choices(transports)
      .default('plain'),
  )
  .option('--short', 'fewer nodes, less time', false)
  .option('--list', 'say which cases there are', false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : IMPOSSIBLE))
  .action((given: Omit<Options, 'seed'> & Partial<Options>) =>
    main({ seed: Date.now() % 0x7fff_ffff, ...given }),
  )
  .parseAsync()
