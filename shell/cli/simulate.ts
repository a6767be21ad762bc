import { writeFile } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { Command } from 'commander'
import { type Plan, runTrial } from '../simulation/index.ts'
import { type Bar, showBar } from './bar.ts'
import { writeEdges } from './simulate/edges.ts'
import { type Figures, figuresOf, toJson } from './simulate/figures.ts'
import { meanOf } from './simulate/mean.ts'
import { addOptions, faultOf, planOf, type SimulateOptions } from './simulate/option.ts'
import { renderRuns } from './simulate/table.ts'

const FAULTLESS =
  'Nothing is lost in this run, so nothing is acknowledged, and no timers run but those of leases and estimates.\n'

export const simulateCommand = (): Command =>
  addOptions(new Command('simulate'))
    .description(
      'Grow a group of simulated nodes, each driven by the real protocol, one join at a time; then, as far as asked ' +
        'for, let nodes leave, leases pass, nodes crash, and messages spread. Views are not bounded here. The same ' +
        'seed gives the same figures on any machine.',
    )
    .action(async (options: SimulateOptions, self: Command) => {
      const fault = faultOf(options)
      if (fault !== null) self.error(`error: ${fault}`)
      process.exitCode = await simulate(options)
    })

/** Gives the exit code. */
const simulate = async (options: SimulateOptions): Promise<number> => {
  const { runs, edges, json, seed = Date.now() % 0x7fff_ffff } = options
  const bar = showBar()
  const figures: Figures[] = []
  try {
    // Before anything is computed: a file that cannot be written would cost the whole run.
    if (edges !== undefined) await writeFile(edges, '')
    for (let index = 0; index < runs; index++) {
      figures.push(await runOne(planOf(options, seed + index), edges, bar))
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    process.stderr.write(`error: ${error.message}\n`)
    return 1
  } finally {
    bar.stop()
  }
  if (options.loss === 0) process.stderr.write(FAULTLESS)
  const [first] = figures
  const shown = first === undefined || figures.length > 1 ? meanOf(figures) : first
  process.stdout.write(`${json ? toJson(shown) : renderRuns(figures)}\n`)
  return 0
}

const runOne = async (plan: Plan, edges: string | undefined, bar: Bar): Promise<Figures> => {
  const start = performance.now()
  const trial = runTrial(plan, bar.progress)
  const seconds = (performance.now() - start) / 1_000
  if (edges !== undefined) await writeEdges(edges, trial)
  // The system tells kilobytes.
  return figuresOf(plan, trial, { seconds, peakRssMb: process.resourceUsage().maxRSS / 1_024 })
}
