import { join } from 'node:path'
import { readable } from './report/number.ts'
import type { Cell, Section, Verdict } from './report/section.ts'

/** For a person at the terminal: where the report is, and what was found. */
export const summaryOf = (directory: string, sections: ReadonlyArray<Section>): string => {
  const lines = sections.flatMap(({ id, verdicts = [] }) => verdicts.map((verdict) => line(id, verdict)))
  return `${[...lines, join(directory, 'index.html')].join('\n')}\n`
}

const line = (id: string, { claim, measured, expected, holds }: Verdict): string =>
  `${holds ? 'holds        ' : 'does not hold'}  ${id}: ${shown(claim)}: ${shown(measured)} (expected: ${shown(expected)})`

const shown = (value: Cell): string =>
  typeof value === 'number' ? readable(value) : (value ?? '–').replaceAll('\u00a0', ' ')
