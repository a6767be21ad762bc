const separator = new Intl.NumberFormat('en')

/** 10,000 */
export const count = (value: number): string => separator.format(value)

/** once, twice, 3 times */
export const times = (runs: number): string => ['never', 'once', 'twice'][runs] ?? `${runs} times`

/** 0, 1 and 2 */
export const listed = (items: ReadonlyArray<number | string>): string => {
  const words = items.map((item) => (typeof item === 'number' ? count(item) : item))
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

/** 5 % */
export const percent = (share: number): string => `${Number((100 * share).toPrecision(3))}\u00a0%`

export const LAW = '1 + (c + 1)(Hₙ − 3/2), which is close to (c + 1) ln n'
export const SOURCE = 'Ganesh, Kermarrec and Massoulié (2003)'
