import { describe, expect, it } from 'vitest'
import { readable } from '../../shell/cli/evaluate/report/number.ts'

describe('a number for people', () => {
  it.each([
    [0, '0'],
    [12.34567, '12.35'],
    [123_456.7, '123,457'],
    [-3.5, '−3.5'],
    [0.001, '0.001'],
    [0.0001, '10⁻⁴'],
    [0.00002, '2\u00a0×\u00a010⁻⁵'],
    [-1.23456e-12, '−1.235\u00a0×\u00a010⁻¹²'],
    [-1e-7, '−10⁻⁷'],
  ])('is written with four digits that matter, and without rows of zeros: %d', (value, text) => {
    expect(readable(value)).toBe(text)
  })
})
