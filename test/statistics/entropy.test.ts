import { sampleCorrelation } from 'simple-statistics'
import { describe, expect, it } from 'vitest'
import { fork, type Stream, streams } from '../../core/entropy.ts'
import { expectUniform } from './chi-square.ts'
import { random, sequential } from './entropies.ts'

// `Object.keys` of a constant record gives its keys, which its type does not say.
const names = Object.keys(streams) as ReadonlyArray<Stream>
const pairs = names.flatMap((one, at) => names.slice(at + 1).map((two) => [one, two] as const))

const COUNT = 16_384

const first = (entropy: number, stream: Stream, cells: number, turn = 0): number =>
  fork(entropy, stream, turn).below(cells)

/** Two draws of eight as one of 64, which is uniform exactly when both are and neither tells of the other. */
const joined = (one: number, two: number): number => 8 * one + two

const sources = [
  ['random', random(COUNT, 1)],
  ['small sequential', sequential(COUNT)],
] as const

describe.each(sources)('with %s entropies', (_name, entropies) => {
  it.each(names)('the first draws of the stream %s are uniform', (stream) => {
    expectUniform(
      entropies.map((entropy) => first(entropy, stream, 64)),
      63,
    )
  })

  it.each(names)('the first real numbers of the stream %s are uniform', (stream) => {
    const units = entropies.map((entropy) => fork(entropy, stream).unit())
    expect(units.every((unit) => unit >= 0 && unit < 1)).toBe(true)
    expectUniform(
      units.map((unit) => Math.floor(64 * unit)),
      63,
    )
  })

  it.each(names)('the second draw of the stream %s does not tell of the first', (stream) => {
    const twice = entropies.map((entropy) => {
      const draws = fork(entropy, stream)
      return joined(draws.below(8), draws.below(8))
    })
    expectUniform(twice, 63)
  })

  it.each(pairs)('the streams %s and %s do not tell of each other', (one, two) => {
    expectUniform(
      entropies.map((entropy) => joined(first(entropy, one, 8), first(entropy, two, 8))),
      63,
    )
  })

  it.each(names)('the stream %s of one entropy does not tell of that of the next', (stream) => {
    expectUniform(
      entropies.map((entropy) => joined(first(entropy, stream, 8), first(entropy + 1, stream, 8))),
      63,
    )
  })

  it.each(names)('the stream %s of one turn does not tell of that of the next', (stream) => {
    expectUniform(
      entropies.map((entropy) => joined(first(entropy, stream, 8, 0), first(entropy, stream, 8, 1))),
      63,
    )
  })

  // Of independent draws the correlation has a standard deviation of 1 / √COUNT; five of them are one in a million.
  it.each(pairs)('the real numbers of %s and %s are not correlated', (one, two) => {
    const ones = entropies.map((entropy) => fork(entropy, one).unit())
    const twos = entropies.map((entropy) => fork(entropy, two).unit())
    expect(Math.abs(sampleCorrelation(ones, twos))).toBeLessThan(5 / Math.sqrt(COUNT))
  })

  it.each(names)('the first draw of the stream %s does not resemble the entropy', (stream) => {
    const units = entropies.map((entropy) => fork(entropy, stream).unit())
    expect(Math.abs(sampleCorrelation([...entropies], units))).toBeLessThan(5 / Math.sqrt(COUNT))
    const near = entropies.filter((entropy, at) => Math.abs((units[at] ?? 0) - entropy / 2 ** 32) < 0.001)
    expect(near.length).toBeLessThan(COUNT / 100)
  })
})

it('a single changed bit of the entropy changes half of the bits of the first draw', () => {
  const bits = (value: number): number => value.toString(2).replaceAll('0', '').length
  for (const stream of names) {
    for (let bit = 0; bit < 32; bit++) {
      const flips = random(256, 2).map((entropy) => {
        const other = (entropy ^ (1 << bit)) >>> 0
        const word = 2 ** 32
        return bits((first(entropy, stream, word) ^ first(other, stream, word)) >>> 0)
      })
      const mean = flips.reduce((sum, one) => sum + one, 0) / flips.length
      // 256 means of 32 fair bits scatter by 0.18.
      expect(Math.abs(mean - 16)).toBeLessThan(1)
    }
  }
})
