import type { Fact, Fragments } from '../../explain/fact.ts'

/** Facts that are one row. */
export interface Group {
  readonly first: Fact
  /** Those that say the same again. */
  readonly again: ReadonlyArray<Fact>
}

/**
 * Each fact with those that follow it at once and say the same, as heartbeats in a row that were not answered do; and
 * what says the same of other fragments, wherever it is.
 */
export const groupsOf = (facts: ReadonlyArray<Fact>): ReadonlyArray<Group> => {
  const groups: Array<{ readonly first: Fact; readonly again: Fact[] }> = []
  const fragments = new Map<string, Fact[]>()
  for (const fact of facts) {
    const key = `${fact.rule?.section} ${fact.says}`
    const others = fact.fragments === null ? undefined : fragments.get(key)
    const before = groups.at(-1)
    if (others !== undefined) others.push(fact)
    else if (before !== undefined && isSame(before.first, fact)) before.again.push(fact)
    else {
      const group = { first: fact, again: [] }
      groups.push(group)
      if (fact.fragments !== null) fragments.set(key, group.again)
    }
  }
  return groups
}

const isSame = (a: Fact, b: Fact): boolean =>
  a.says === b.says &&
  a.boot === b.boot &&
  [a, b].every(({ because, fragments }) => because.length === 0 && fragments === null)

/** The fragments that these facts are about, each once. */
export const fragmentsOf = ({ first, again }: Group): Fragments | null => {
  if (first.fragments === null) return null
  const numbers = [first, ...again].flatMap(({ fragments }) => fragments?.numbers ?? [])
  return { of: first.fragments.of, numbers: [...new Set(numbers)].sort((a, b) => a - b) }
}

/** To which groups an event belongs. */
export type Places = ReadonlyMap<number, ReadonlyArray<Group>>

export const placesOf = (groups: ReadonlyArray<Group>): Places => {
  const places = new Map<number, Group[]>()
  for (const group of groups)
    for (const { n } of [group.first, ...group.again]) places.set(n, [...(places.get(n) ?? []), group])
  return places
}

// So many are listed one by one.
const FEW = 3
const MANY = 8

/** Names events in a sentence; many of one row by the first and the last of them, since the row has them all. */
export const listed = (numbers: ReadonlyArray<number>, places: Places): string => {
  const runs: Array<{ common: ReadonlyArray<Group>; readonly events: number[] }> = []
  for (const n of numbers) {
    const groups = places.get(n) ?? []
    const run = runs.at(-1)
    const common = run?.common.filter((group) => groups.includes(group)) ?? []
    if (run !== undefined && common.length > 0) {
      run.common = common
      run.events.push(n)
    } else runs.push({ common: groups, events: [n] })
  }
  const texts = runs.flatMap(({ events }) =>
    events.length > FEW ? [spanOf(events)] : events.map((n) => `#${n}`),
  )
  return texts.length > MANY ? spanOf(numbers) : texts.join(', ')
}

const spanOf = (numbers: ReadonlyArray<number>): string =>
  `${numbers.length} events from #${numbers[0]} to #${numbers.at(-1)}`
