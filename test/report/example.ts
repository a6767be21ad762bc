import type { Report } from '../../shell/cli/evaluate/report/report.ts'
import type { Section } from '../../shell/cli/evaluate/report/section.ts'

const sizes = [30, 100, 300, 1_000, 3_000, 10_000]
const copies = [0, 1, 2]
const law = (n: number, c: number): number => 1 + (c + 1) * (Math.log(n) - 0.92)

/**
 * A report with a chart of each form, in which `text` stands wherever a report has text. The measured rows of every
 * section are as many as its symbols.
 */
export const example = (text: string): Report => ({
  title: text,
  lead: text,
  facts: [{ name: text, value: text }],
  sections: [growth(text), distribution(text), bars(text)],
})

const growth = (text: string): Section => ({
  id: 'view-size',
  title: text,
  paragraph: text,
  verdicts: [
    { claim: text, measured: 13.1, expected: text, holds: true },
    { claim: text, measured: text, expected: 12.9, holds: false },
  ],
  columns: [
    { name: 'c', label: text },
    { name: 'n', label: text, unit: text },
    { name: 'mean', label: text, unit: text },
    { name: 'sd', label: text },
    { name: 'law', label: text },
    { name: 'note', label: text },
  ],
  rows: copies.flatMap((c) =>
    sizes.map((n) => ({ c, n, mean: law(n, c) + 0.3, sd: 1 + c / 4, law: law(n, c), note: text })),
  ),
  charts: [
    {
      form: 'line',
      caption: text,
      x: { column: 'n', scale: 'log' },
      y: { scale: 'linear', from: 0 },
      traces: [
        { label: text, kind: 'measured', y: 'mean', series: 'c', error: 'sd' },
        { label: text, kind: 'theory', y: 'law', series: 'c' },
      ],
    },
  ],
})

const distribution = (text: string): Section => ({
  id: 'view-distribution',
  title: text,
  paragraph: text,
  columns: [
    { name: 'pattern', label: text },
    { name: 'size', label: text, unit: text },
    { name: 'share', label: text },
  ],
  rows: [text, `${text} again`].flatMap((pattern, index) =>
    Array.from({ length: 25 }, (_, size) => ({
      pattern,
      size,
      share: Math.exp(-((size - 8 - 6 * index) ** 2) / 16) / 7.1,
    })),
  ),
  charts: [
    {
      form: 'steps',
      caption: text,
      x: { column: 'size', scale: 'linear' },
      y: { scale: 'linear' },
      traces: [{ label: text, kind: 'measured', y: 'share', series: 'pattern' }],
    },
  ],
})

const bars = (text: string): Section => ({
  id: 'overlapping-joins',
  title: text,
  paragraph: text,
  columns: [
    { name: 'joins', label: text },
    { name: 'mean', label: text, unit: text },
    { name: 'sd', label: text },
    { name: 'law', label: text },
  ],
  rows: [1, 3, 10, 30].map((joins) => ({ joins, mean: 13 + Math.log(joins), sd: 0.8, law: 13 })),
  charts: [
    {
      form: 'bars',
      caption: text,
      x: { column: 'joins', scale: 'linear' },
      y: { scale: 'linear' },
      traces: [
        { label: text, kind: 'measured', y: 'mean', error: 'sd' },
        { label: text, kind: 'theory', y: 'law' },
      ],
    },
  ],
})
