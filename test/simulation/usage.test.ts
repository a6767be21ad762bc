import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'

describe('wrong usage', () => {
  it.each([
    [['--nodes', '0'], 'It must be a whole number from 1 to 1000000.'],
    [['--loss', '-0.1'], 'It must be a number from 0 to less than 1'],
    [['--fan-out', '0'], 'It must be a whole number from 1'],
    [['--contact', 'nearest'], 'Allowed choices are uniform, first, latest.'],
    [['--lease', 'off', '--lease-periods', '3'], '--lease-periods needs --lease on'],
    [['--edges', 'x', '--runs', '2'], '--edges shows one run'],
    [['--nodes', '2', '--crash', '0.9'], 'nobody would be left'],
    [['--nodse', '5'], "unknown option '--nodse'"],
    [['5'], 'too many arguments'],
  ])('%j is refused in a sentence, with exit code 2', async (args, sentence) => {
    const { code, out, err } = await simulate(...args)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(/^error: /)
    expect(err).toContain(sentence)
  })
})
