import { below, type Luck } from '../../shell/simulation/luck.ts'

export const oneOf = <A>(luck: Luck, items: readonly [A, ...A[]]): A =>
  items[below(luck, items.length)] ?? items[0]

/** From `min` to `max`. */
export const between = (luck: Luck, min: number, max: number): number => min + below(luck, max - min + 1)

export const some = <A>(luck: Luck, items: ReadonlyArray<A>): A | undefined =>
  items.length === 0 ? undefined : items[below(luck, items.length)]
