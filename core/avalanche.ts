/** murmur3's finaliser: every input bit changes every output bit with probability near one half. */
export const avalanche = (value: number): number => {
  const a = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35)
  return b ^ (b >>> 16)
}
