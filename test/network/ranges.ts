/** Whole numbers, in order, as the first and the last of each run without a gap: `[1, 3, 7, 7]` is 1, 2, 3 and 7. */
export type Ranges = ReadonlyArray<number>

export const toRanges = (numbers: Iterable<number>): Ranges => {
  const ranges: number[] = []
  for (const number of [...numbers].sort((a, b) => a - b)) {
    if (ranges.at(-1) === number - 1) ranges[ranges.length - 1] = number
    else ranges.push(number, number)
  }
  return ranges
}

export const members = (ranges: Ranges): ReadonlyArray<number> => {
  const found: number[] = []
  for (let at = 0; at < ranges.length; at += 2) {
    for (let number = ranges[at] ?? 0; number <= (ranges[at + 1] ?? -1); number++) found.push(number)
  }
  return found
}

/** What is in the first and not in the second. */
export const without = (ranges: Ranges, removed: Ranges): Ranges => {
  const gone = new Set(members(removed))
  return toRanges(members(ranges).filter((number) => !gone.has(number)))
}

export const count = (ranges: Ranges): number =>
  ranges.reduce((sum, bound, at) => sum + (at % 2 === 0 ? 1 - bound : bound), 0)

export const renderRanges = (ranges: Ranges): string => {
  const runs: string[] = []
  for (let at = 0; at < ranges.length; at += 2) {
    const [first, last] = [ranges[at], ranges[at + 1]]
    runs.push(first === last ? `${first}` : `${first}-${last}`)
  }
  return runs.join(', ')
}
