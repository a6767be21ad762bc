import { performance } from 'node:perf_hooks'
import Table from 'cli-table3'
import { linearRegression } from 'simple-statistics'
import { plainPlan, runTrial } from '../../shell/simulation/index.ts'

const SIZES = [1_000, 3_000, 10_000, 30_000, 100_000] as const

/** An overlay that the simulator has grown, c = 0, without faults. */
export interface Grown {
  readonly nodes: number
  readonly steps: number
  readonly seconds: number
}

/** How both grow with n ln² n, by least squares over the logarithms: 1 is as fast, less is slower. */
export interface Growth {
  readonly sizes: ReadonlyArray<Grown>
  readonly stepsExponent: number
  readonly secondsExponent: number
}

const order = (nodes: number): number => nodes * Math.log(nodes) ** 2

const exponent = (sizes: ReadonlyArray<Grown>, of: (grown: Grown) => number): number =>
  linearRegression(sizes.map((grown) => [Math.log(order(grown.nodes)), Math.log(of(grown))])).m

export const benchGrowth = (): Growth => {
  // Until the compiler has settled.
  runTrial({ ...plainPlan, nodes: SIZES[1] })
  const sizes = SIZES.map((nodes) => {
    const start = performance.now()
    const { steps } = runTrial({ ...plainPlan, nodes })
    return { nodes, steps, seconds: (performance.now() - start) / 1_000 }
  })
  return {
    sizes,
    stepsExponent: exponent(sizes, ({ steps }) => steps),
    secondsExponent: exponent(sizes, ({ seconds }) => seconds),
  }
}

/** For a person. */
export const renderGrowth = ({ sizes, stepsExponent, secondsExponent }: Growth): string => {
  const table = new Table({
    head: ['nodes, simulated', 'steps', 'per n ln² n', 'seconds', 'steps a second'],
    style: { head: [], border: [] },
    colAligns: ['right', 'right', 'right', 'right', 'right'],
  })
  for (const { nodes, steps, seconds } of sizes) {
    const share = steps / order(nodes)
    table.push([nodes, steps, share.toFixed(3), seconds.toFixed(2), Math.round(steps / seconds)])
  }
  const fit = `steps grow as (n ln² n)^${stepsExponent.toFixed(3)}, seconds as (n ln² n)^${secondsExponent.toFixed(3)}`
  return `${table.toString()}\n${fit}`
}
