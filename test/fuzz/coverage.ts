import { type Profiler, Session } from 'node:inspector'

/** What of the library was reached, and how much was done, since it was looked at last. */
export interface Harvest {
  /** Whether it was reached for the first time. */
  readonly isNew: boolean
  /** How many blocks were run, each as often as it was: a measure of work that no machine's speed changes. */
  readonly steps: number
}

export interface Coverage {
  /** Forgets what was done since the last look. */
  readonly skip: () => void
  /** Looks, and remembers what was reached if `remembers`. */
  readonly look: (remembers: boolean) => Harvest
  readonly blocks: () => number
}

const REACHED = 1
const START = 2

/**
 * The engine's own count of each block of the files below `folders`, which are URLs. What is compared is which
 * characters of the source were reached: the engine joins blocks that ran equally often, so that blocks themselves
 * would look new without being it.
 */
export const makeCoverage = (folders: ReadonlyArray<string>): Coverage => {
  const session = new Session()
  session.connect()
  session.post('Profiler.enable')
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  const marks = new Map<string, Uint8Array>()
  const take = (): ReadonlyArray<Profiler.ScriptCoverage> => {
    let taken: ReadonlyArray<Profiler.ScriptCoverage> = []
    // Within one thread the answer comes before the call returns.
    session.post('Profiler.takePreciseCoverage', (error, { result }) => {
      if (error !== null) throw error
      taken = result
    })
    return taken.filter(({ url }) => folders.some((folder) => url.startsWith(folder)))
  }
  return {
    skip: () => void take(),
    look: (remembers) => {
      let [isNew, steps] = [false, 0]
      for (const { url, functions } of take()) {
        const size = Math.max(...functions.map(({ ranges: [whole] }) => whole?.endOffset ?? 0))
        const known = grown(marks.get(url), size)
        marks.set(url, known)
        for (const { ranges } of functions) {
          for (const { count } of ranges) steps += count
          isNew = reach(known, ranges, remembers) || isNew
        }
      }
      return { isNew, steps }
    },
    blocks: () => {
      let blocks = 0
      for (const known of marks.values())
        for (const mark of known) if (mark === (REACHED | START)) blocks += 1
      return blocks
    },
  }
}

const grown = (known: Uint8Array | undefined, size: number): Uint8Array => {
  if (known !== undefined && known.length >= size) return known
  const larger = new Uint8Array(size)
  larger.set(known ?? [])
  return larger
}

/** Whether a function was reached where it had not been. Its ranges lie within each other, the outer one first. */
const reach = (
  known: Uint8Array,
  ranges: ReadonlyArray<Profiler.CoverageRange>,
  remembers: boolean,
): boolean => {
  const [whole] = ranges
  if (whole === undefined || whole.count === 0) return false
  const reached = new Uint8Array(whole.endOffset - whole.startOffset)
  for (const { startOffset, endOffset, count } of ranges)
    reached.fill(count > 0 ? 1 : 0, startOffset - whole.startOffset, endOffset - whole.startOffset)
  let isNew = false
  for (let at = 0; at < reached.length; at++) {
    const mark = known[whole.startOffset + at] ?? 0
    if (reached[at] === 0 || (mark & REACHED) !== 0) continue
    isNew = true
    if (remembers) known[whole.startOffset + at] = mark | REACHED
  }
  if (remembers) for (const { startOffset } of ranges) known[startOffset] = (known[startOffset] ?? 0) | START
  return isNew
}
