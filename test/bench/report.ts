import Table from 'cli-table3'
import type { Finding } from './finding.ts'

const micros = (value: number): string => `${value.toFixed(2)} µs`

const times = ({ ratio }: Finding): string =>
  `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} to ${ratio.max.toFixed(2)})`

const verdict = ({ aim, reached }: Finding): string => `${aim}: ${reached ? 'reached' : 'missed'}`

/** The findings as a table, for a person. */
export const render = (findings: ReadonlyArray<Finding>): string => {
  const table = new Table({
    head: ['CPU time of', '', 'against', '', 'times, median (min to max)', 'aim'],
    style: { head: [], border: [] },
    colAligns: ['left', 'right', 'left', 'right', 'right', 'left'],
  })
  for (const finding of findings) {
    const { name, against, micros: ours, againstMicros } = finding
    table.push([name, micros(ours), against, micros(againstMicros), times(finding), verdict(finding)])
  }
  const remarks = findings
    .filter(({ remark }) => remark !== '')
    .map(({ name, remark }) => `${name}: ${remark}`)
  return [table.toString(), ...remarks].join('\n')
}
