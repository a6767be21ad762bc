import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { Command, Option } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { seconds, whole } from '../../shell/cli/option.ts'
import type { Figures } from './fuzzer.ts'
import { faultyNames, names, type TargetName } from './names.ts'
import { type Found, readFinding, writeFinding } from './record.ts'
import { type Audience, watch } from './watch.ts'

interface Options {
  readonly target?: TargetName
  readonly seconds?: number
  readonly executions: number
  readonly seed: number
  readonly repeat?: string
  readonly out: string
  readonly hang: number
  readonly heap: boolean
  readonly short: boolean
}

const FOUND = 1
const USAGE = 2
// An input takes a few milliseconds. What takes so long on any machine does not end.
const HANG_S = 30
const LONG_S = 60
const SHORT_S = 5

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const figuresText = ({ executions, blocks, corpus }: Figures, spent: number): string =>
  `${executions.toLocaleString('en')} executions, ${Math.round(executions / Math.max(spent, 0.001)).toLocaleString('en')} a second; ` +
  `${blocks.toLocaleString('en')} blocks reached; corpus ${corpus.toLocaleString('en')}`

/** Whether nothing was found. */
const fuzzTarget = async (name: TargetName, options: Options): Promise<boolean> => {
  const { seed, executions, short: isShort, out } = options
  const limit = options.seconds ?? (isShort ? SHORT_S : LONG_S)
  const job = { target: name, seed, seconds: limit, executions, repeat: null }
  const audience: Audience = {
    begun: (promise) => say(`${name}: ${promise}`),
    going: (figures, spent) => {
      if (process.stderr.isTTY) process.stderr.write(`\r  ${figuresText(figures, spent)} `)
    },
  }
  const { figures, seconds: spent, finding } = await watch(job, options.hang, audience)
  say(`  ${figuresText(figures, spent)}; seed ${seed}`)
  if (finding === null) return true
  say(`  FOUND: ${finding.problem}`)
  say(`  repeat with: npm run fuzz -- --repeat ${writeFinding(out, { target: name, seed, ...finding })}`)
  return false
}

const repeat = async ({ target, seed, input }: Found, { hang }: Options): Promise<boolean> => {
  const job = { target, seed, seconds: 0, executions: 1, repeat: input }
  const { finding } = await watch(job, hang, { begun: () => {}, going: () => {} })
  say(finding === null ? 'nothing is wrong' : `FOUND: ${finding.problem}`)
  return finding === null
}

const checkHeap = async ({ seed }: Options): Promise<boolean> => {
  // Loaded when it is asked for: with it come all targets, which the threads load for themselves.
  const { heapGrowths, renderGrowth } = await import('./heap.ts')
  const growths = await heapGrowths(seed)
  for (const growth of growths) say(renderGrowth(growth))
  return growths.every(({ isFlat, isAnswering }) => isFlat && isAnswering)
}

const fuzzAll = async (options: Options): Promise<boolean> => {
  if (options.heap) return checkHeap(options)
  const chosen = options.target === undefined ? names : [options.target]
  let isGood = true
  for (const name of chosen) isGood = (await fuzzTarget(name, options)) && isGood
  return (!options.short || (await checkHeap(options))) && isGood
}

/** Gives the exit code. */
const main = async (options: Options): Promise<number> => {
  if (options.repeat === undefined) return (await fuzzAll(options)) ? 0 : FOUND
  const finding = readFinding(options.repeat)
  if (Either.isRight(finding)) return (await repeat(finding.right, options)) ? 0 : FOUND
  process.stderr.write(`error: ${finding.left}\n`)
  return USAGE
}

await new Command('fuzz')
  .description('Give changed bytes to what takes bytes from strangers, led by which code they reach.')
  .addOption(
    new Option('--target <name>', 'one alone; the last three have faults, to be found').choices([
      ...names,
      ...faultyNames,
    ]),
  )
  .option('--seconds <n>', `for how long, each (default: ${LONG_S}, or ${SHORT_S} with --short)`, seconds)
  .option('--executions <n>', 'how many, each', whole(1, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
  .option('--seed <n>', 'decides all that can be decided (default: any)', whole(0, 0x7fff_ffff))
  .option('--repeat <file>', 'try what was found before')
  .option('--out <dir>', 'folder for what is found', tmpdir())
  .option('--hang <n>', 'for how long one input may be tried', seconds, HANG_S)
  .option(
    '--heap',
    'look whether a million changed datagrams leave memory behind, or a node that does not answer',
    false,
  )
  .option('--short', 'a few seconds of all', false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
  .action(async (options: Omit<Options, 'seed'> & { readonly seed?: number }) => {
    const seed = options.seed ?? randomInt(0x7fff_ffff)
    process.exitCode = await main({ ...options, seed })
  })
  .parseAsync()
