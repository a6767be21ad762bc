import type { Figures } from './figures.ts'

type Json = number | Json[] | Fields

interface Fields {
  [key: string]: Json
}

const sum = (values: ReadonlyArray<number>): number => values.reduce((total, value) => total + value, 0)

const mean = (values: ReadonlyArray<number>): number => sum(values) / values.length

const pools: Readonly<Record<string, (values: ReadonlyArray<number>) => number>> = {
  min: (values) => Math.min(...values),
  max: (values) => Math.max(...values),
  hopsMax: (values) => Math.max(...values),
  peakRssMb: (values) => Math.max(...values),
  seed: (values) => values[0] ?? 0,
  steps: sum,
  seconds: sum,
}

/** The values of one field over the runs, all of the same shape, as one. */
const merge = (field: string, values: ReadonlyArray<Json>): Json => {
  const [first] = values
  if (Array.isArray(first)) {
    const lists = values.filter((value) => Array.isArray(value))
    return first.map((_, at) => merge(field, valuesAt(lists, at)))
  }
  if (typeof first === 'object') {
    const records = values.filter((value): value is Fields => typeof value === 'object')
    const names = Object.keys(first)
    return Object.fromEntries(names.map((name) => [name, merge(name, valuesAt(records, name))]))
  }
  return (pools[field] ?? mean)(values.filter((value) => typeof value === 'number'))
}

const valuesAt = <K extends string | number>(
  values: ReadonlyArray<{ readonly [key in K]: Json }>,
  key: K,
): ReadonlyArray<Json> => values.map((value) => value[key])

/**
 * Many runs of one plan as one: means over the runs, but extremes of minima and maxima, sums of steps and seconds,
 * and the first seed. The runs themselves are in `runs`.
 */
export const meanOf = (runs: ReadonlyArray<Figures>): Figures & { readonly runs: ReadonlyArray<Figures> } => {
  // Figures are numbers, lists and records of such; what they merge into has the same shape.
  const merged = merge('', runs as unknown as ReadonlyArray<Json>) as unknown as Figures
  return { ...merged, runs }
}
