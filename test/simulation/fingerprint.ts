import { createHash } from 'node:crypto'
import type { Occurrence } from '../../shell/simulation/index.ts'

/** A value with the entries of its records in order, and bytes as numbers. */
const canonical = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return [...value]
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, entry]) => [name, canonical(entry)]))
}

/** The same for two histories exactly when they are the same to the last bit. */
export const fingerprint = (history: Iterable<Occurrence>): string => {
  const hash = createHash('sha256')
  for (const occurrence of history) hash.update(`${JSON.stringify(canonical(occurrence))}\n`)
  return hash.digest('hex')
}
