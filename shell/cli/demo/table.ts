import Table from 'cli-table3'
import { BARE_BYTES } from './bare.ts'
import type { Report } from './report.ts'

type Phase = Report['phases'][number]

const rows: ReadonlyArray<readonly [title: string, value: (phase: Phase) => string]> = [
  ['live nodes', (phase) => String(phase.nodes)],
  ['  as they estimate it', (phase) => phase.groupSize.toFixed(1)],
  ['messages published', (phase) => String(phase.published)],
  ['deliveries expected', (phase) => String(phase.expected)],
  ['deliveries', (phase) => `${phase.delivered} (${share(phase.delivered, phase.expected)})`],
  ['delivered twice', (phase) => String(phase.duplicates)],
  ['payload copies per delivery', (phase) => phase.copiesPerDelivery.toFixed(2)],
  ['time to the last node, p50', (phase) => `${phase.p50Ms.toFixed(1)} ms`],
  ['time to the last node, p99', (phase) => `${phase.p99Ms.toFixed(1)} ms`],
  ['datagrams', (phase) => String(phase.datagrams)],
  ['CPU per delivery', (phase) => `${phase.cpuMsPerDelivery.toFixed(3)} ms`],
  ['  in bare datagrams', (phase) => phase.deliveryInBareDatagrams.toFixed(1)],
]

const share = (part: number, whole: number): string =>
  whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(2)} %`

/** The phases side by side, for a person. */
export const render = ({ bareDatagramMs, phases, drops }: Report): string => {
  const table = new Table({
    head: ['', ...phases.map((phase) => phase.name)],
    style: { head: [], border: [] },
    colAligns: ['left', ...phases.map(() => 'right' as const)],
  })
  for (const [title, value] of rows) table.push([title, ...phases.map(value)])
  const dropped = Object.entries(drops).map(([reason, count]) => `${reason} ${count}`)
  return [
    table.toString(),
    `CPU of a bare datagram: ${bareDatagramMs} ms, ${BARE_BYTES} bytes by node:dgram alone, in bursts`,
    `dropped: ${dropped.length === 0 ? 'nothing' : dropped.join(', ')}`,
  ].join('\n')
}
