import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { isExact } from '../package/rule.ts'
import { nodesOf, placeOf, type Source, sourceOf, sources } from '../package/source.ts'

/** The simulator, and what a seed decides in its tests. */
const seeded = sources().filter(
  ({ path }) =>
    path.startsWith('shell/simulation/') ||
    (path.startsWith('test/swarm/') && !/main\.ts$|\.test\.ts$/.test(path)),
)

/** Whatever tells one machine, or one run, from another. */
const OWN = new Set([
  'Date',
  'performance',
  'process',
  'crypto',
  'Intl',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
])

const runtimes = (source: Source): ReadonlyArray<string> =>
  nodesOf(
    source,
    (node): node is ts.Identifier | ts.StringLiteral =>
      (ts.isIdentifier(node) && OWN.has(node.text)) ||
      (ts.isStringLiteral(node) && ts.isImportDeclaration(node.parent) && node.text.startsWith('node:')),
  ).map((node) => placeOf(source, node))

describe('what a seed decides', () => {
  it('is computed by arithmetic of which every engine gives the same bits', () => {
    expect(seeded.length).toBeGreaterThan(15)
    expect(seeded.flatMap(isExact)).toEqual([])
  })

  it('knows no clock, no chance and no machine', () => {
    expect(seeded.flatMap(runtimes)).toEqual([])
  })

  it.each([
    'Date.now()',
    'performance.now()',
    "import { now } from 'node:perf_hooks'",
    'process.hrtime()',
  ])('would be found out: %s', (text) => {
    expect(runtimes(sourceOf('bad.ts', text))).not.toEqual([])
  })

  it.each([
    'Math.random()',
    'Math.log(2)',
    'Math.exp(1)',
    '2 ** 3',
    'const { sin } = Math',
  ])('would be found out: %s', (text) => {
    expect(isExact(sourceOf('bad.ts', text))).not.toEqual([])
  })
})
