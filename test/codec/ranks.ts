const BITS = 6
const HIGHEST = 27

/**
 * The registers of a sketch from their bytes in hex, by the words of wire.cddl alone: what its grammar cannot say.
 * Undefined where one of them is higher than a hash can give.
 */
export const ranksOf = (hex: string): ReadonlyArray<number> | undefined => {
  const bits = [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0')).join('')
  const ranks = Array.from({ length: bits.length / BITS }, (_, register) =>
    Number.parseInt(bits.slice(BITS * register, BITS * (register + 1)), 2),
  )
  return ranks.every((rank) => rank <= HIGHEST) ? ranks : undefined
}
