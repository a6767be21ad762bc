import { below, draw, type Luck } from '../../shell/simulation/luck.ts'

export const oneOf = <A>(luck: Luck, items: ReadonlyArray<A>): A => {
  const item = items[below(luck, items.length)]
  if (item === undefined) throw new Error('there is nothing to choose from')
  return item
}

/** The same items in random order. */
export const shuffled = <A>(luck: Luck, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items
    .map((item) => ({ item, order: draw(luck) }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
