import Table from 'cli-table3'
import type { Figures } from './figures.ts'

type Row = readonly [title: string, value: (run: Figures) => string | undefined]

const size = ({ mean, sd, min, max }: Figures['partialView']): string =>
  `${mean.toFixed(2)} ± ${sd.toFixed(2)} (${min} to ${max})`

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

const rows: ReadonlyArray<Row> = [
  ['seed', (run) => String(run.seed)],
  ['PartialView', (run) => size(run.partialView)],
  ['InView', (run) => size(run.inView)],
  ['mean by theory', (run) => run.theoryMean.toFixed(2)],
  ['nodes after leaving', (run) => run.afterLeave && String(run.afterLeave.nodes)],
  ['  PartialView', (run) => run.afterLeave && size(run.afterLeave.partialView)],
  ['  mean by theory', (run) => run.afterLeave?.theoryMean.toFixed(2)],
  ['PartialView after leases', (run) => lastPeriod(run)],
  ['size as nodes estimate it', (run) => run.sizeEstimate && size(run.sizeEstimate)],
  ['survivors', (run) => run.delivery && String(run.delivery.survivors)],
  ['  reached by a broadcast', (run) => run.delivery && percent(run.delivery.reached)],
  ['  by theory', (run) => run.delivery && percent(run.delivery.oracle)],
  ['  broadcasts that reached all', (run) => run.delivery && percent(run.delivery.atomic)],
  ['  broadcasts that died out', (run) => run.delivery && percent(run.delivery.diedOut)],
  ['  hops', (run) => run.delivery && `${run.delivery.hopsMean.toFixed(2)}, at most ${run.delivery.hopsMax}`],
  ['  copies per delivery', (run) => run.delivery?.copiesPerDelivery.toFixed(2)],
  ['steps', (run) => String(run.steps)],
  ['seconds', (run) => run.seconds.toFixed(1)],
  ['peak memory', (run) => `${run.peakRssMb.toFixed(0)} MB`],
]

const lastPeriod = ({ lease }: Figures): string | undefined => {
  const last = lease?.at(-1)
  return last && `${last.mean.toFixed(2)} ± ${last.sd.toFixed(2)} (after ${last.period})`
}

/** The runs side by side, for a person. */
export const renderRuns = (runs: ReadonlyArray<Figures>): string => {
  const table = new Table({
    style: { head: [], border: [] },
    colAligns: ['left', ...runs.map(() => 'right' as const)],
  })
  for (const [title, value] of rows) {
    const cells = runs.map(value)
    if (cells.some((cell) => cell !== undefined)) table.push([title, ...cells.map((cell) => cell ?? '')])
  }
  return table.toString()
}
