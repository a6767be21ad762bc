import { randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { Command, Option } from 'commander'
import { seconds, whole } from '../../shell/cli/option.ts'
import type { Figures } from './fuzzer.ts'
import { heapGrowth, renderGrowth } from './heap.ts'
import { readFinding, writeFinding } from './record.ts'
import { targets } from './targets.ts'
import { watch } from './watch.ts'

interface Options {
  readonly target?: string
  readonly seconds?: number
  readonly executions: number
  readonly seed: number
  readonly repeat?: string
  readonly out: string
  readonly heap: boolean
  readonly short: boolean
}

const USAGE = 2
const LONG_S = 60
const SHORT_S = 5

const say = (text: string): void => void process.stdout.write(`${text}\n`)

const figuresText = ({ executions, blocks, corpus }: Figures, spent: number): string =>
  `${executions.toLocaleString('en')} executions, ${Math.round(executions / Math.max(spent, 0.001)).toLocaleString('en')} a second; ` +
  `${blocks.toLocaleString('en')} blocks reached; corpus ${corpus.toLocaleString('en')}`

/** Whether nothing was found. */
const fuzzTarget = async (name: string, options: Options): Promise<boolean> => {
  const { seed, executions, short: isShort, out } = options
  const limit = options.seconds ?? (isShort ? SHORT_S : LONG_S)
  say(`${name}: ${targets.find((target) => target.name === name)?.promise ?? 'a fault to be found'}`)
  const job = { target: name, seed, seconds: limit, executions, repeat: null }
  const going = (figures: Figures, spent: number): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r  ${figuresText(figures, spent)} `)
  }
  const { figures, seconds: spent, finding } = await watch(job, going)
  say(`  ${figuresText(figures, spent)}; seed ${seed}`)
  if (finding === null) return true
  say(`  FOUND: ${finding.problem}`)
  say(`  repeat with: npm run fuzz -- --repeat ${writeFinding(out, name, finding)}`)
  return false
}

const repeat = async (file: string, { seed, seconds: limit = LONG_S }: Options): Promise<boolean> => {
  const { target, input } = readFinding(file)
  const job = { target, seed, seconds: limit, executions: 1, repeat: input }
  const { finding } = await watch(job, () => {})
  say(finding === null ? 'nothing is wrong' : `FOUND: ${finding.problem}`)
  return finding === null
}

const checkHeap = ({ seed }: Options): boolean => {
  const growth = heapGrowth(seed)
  say(renderGrowth(growth))
  return growth.isFlat
}

const fuzzAll = async (options: Options): Promise<boolean> => {
  if (options.repeat !== undefined) return repeat(options.repeat, options)
  if (options.heap) return checkHeap(options)
  const names = options.target === undefined ? targets.map(({ name }) => name) : [options.target]
  let isGood = true
  for (const name of names) isGood = (await fuzzTarget(name, options)) && isGood
  return (!options.short || checkHeap(options)) && isGood
}

await new Command('fuzz')
  .description('Give changed bytes to what takes bytes from strangers, led by which code they reach.')
  .addOption(
    new Option('--target <name>', 'one alone').choices([...targets.map(({ name }) => name), 'planted']),
  )
  .option('--seconds <n>', `for how long, each (default: ${LONG_S}, or ${SHORT_S} with --short)`, seconds)
  .option('--executions <n>', 'how many, each', whole(1, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
  .option('--seed <n>', 'decides all that can be decided (default: any)', whole(0, 0x7fff_ffff))
  .option('--repeat <file>', 'try what was found before')
  .option('--out <dir>', 'folder for what is found', tmpdir())
  .option('--heap', 'look whether the reader of datagrams leaves memory behind', false)
  .option('--short', 'a few seconds of all', false)
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : USAGE))
  .action(async (options: Omit<Options, 'seed'> & { readonly seed?: number }) => {
    const seed = options.seed ?? randomInt(0x7fff_ffff)
    process.exitCode = (await fuzzAll({ ...options, seed })) ? 0 : 1
  })
  .parseAsync()
