import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

/** Who does what in a demo, fixed by its seed. Nodes are numbered from 0; node 0 is the contact of all. */
export interface Schedule {
  /** Who publishes each message of the first phase. */
  readonly before: ReadonlyArray<number>
  readonly killed: ReadonlyArray<number>
  readonly leaving: ReadonlyArray<number>
  /** Who publishes each message of the second phase: survivors only. */
  readonly after: ReadonlyArray<number>
  /** Who publishes each message that comes before all that and is not measured. */
  readonly warmup: ReadonlyArray<number>
}

/** A fifth of the nodes is killed, another tenth leaves, and two at least remain. */
export const makeSchedule = (seed: number, nodes: number, messages: number, warmup: number): Schedule => {
  const generator = xoroshiro128plus(seed)
  const below = (size: number): number => uniformInt(generator, 0, size - 1)
  const shuffled = Array.from({ length: nodes }, (_, node) => node)
  for (let last = nodes - 1; last > 0; last--) {
    const chosen = below(last + 1)
    const held = shuffled[last] ?? 0
    shuffled[last] = shuffled[chosen] ?? 0
    shuffled[chosen] = held
  }
  const deaths = Math.min(Math.floor(nodes / 5), nodes - 2)
  const departures = Math.min(Math.floor(nodes / 10), nodes - 2 - deaths)
  const survivors = shuffled.slice(deaths + departures)
  const pick = (from: ReadonlyArray<number>, count: number): ReadonlyArray<number> =>
    Array.from({ length: count }, () => from[below(from.length)] ?? 0)
  return {
    before: pick(shuffled, messages),
    killed: shuffled.slice(0, deaths),
    leaving: shuffled.slice(deaths, deaths + departures),
    after: pick(survivors, messages),
    warmup: pick(shuffled, warmup),
  }
}
