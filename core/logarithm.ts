/**
 * The natural logarithm of a number from 1 up, to 10 digits. `Math.log` may differ in its last bits between
 * engines; sums, products and quotients may not.
 */
export const ln = (value: number): number => {
  let mantissa = value
  let doublings = 0
  while (mantissa >= 2) {
    mantissa /= 2
    doublings += 1
  }
  // ln x = 2 (y + y^3 / 3 + y^5 / 5 + …) with y = (x - 1) / (x + 1), here at most 1 / 3.
  const y = (mantissa - 1) / (mantissa + 1)
  let term = y
  let sum = 0
  for (let odd = 1; odd < 22; odd += 2) {
    sum += term / odd
    term *= y * y
  }
  return doublings * Math.LN2 + 2 * sum
}
