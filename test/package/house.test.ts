import { describe, expect, it } from 'vitest'
import {
  explainsCasts,
  hasNoAny,
  hasNoClass,
  hasNoDefaultExport,
  isExact,
  isShort,
  type Rule,
} from './rule.ts'
import { files, sourceOf, sources, textOf } from './source.ts'

const all = sources()

/** What the runner of the tests loads wants its thing as the default export. */
const wantsDefault = ['test/vitest.config.ts', 'test/summary.ts']

const descriptions = files()
  .filter((path) => path.endsWith('.cddl'))
  .map((path) => sourceOf(path, textOf(path)))

const inCore = all.filter(({ path }) => path.startsWith('core/'))

/** For each rule of the house: which files it is for, a file that breaks it, and one that keeps it. */
const rules: ReadonlyArray<readonly [string, Rule, ReadonlyArray<(typeof all)[number]>, string, string]> = [
  [
    'no file is longer than 200 lines',
    isShort,
    [...all, ...descriptions],
    'f()\n'.repeat(201),
    'f()\n'.repeat(200),
  ],
  ['no class is in the core', hasNoClass, inCore, 'const C = class {}', 'interface C { readonly class: 1 }'],
  [
    'every cast says why it is right',
    explainsCasts,
    all,
    'const a = 1 // why\n\nconst b = f() as B\nconst c = <C>f()',
    '// why\nconst a = {\n  a,\n  b: f() as B,\n}\nconst c = f() as C // why\nconst d = [1] as const',
  ],
  [
    'the core computes what every engine computes',
    isExact,
    inCore,
    'a **= 2',
    'Math.floor(a) * Math.imul(a, b) * Math.LN2',
  ],
  [
    'nothing is of type any',
    hasNoAny,
    all,
    'const f = (a: any[]) => a',
    'const any = (a: unknown) => a // any',
  ],
  [
    'nothing is exported as default',
    hasNoDefaultExport,
    all.filter(({ path }) => !wantsDefault.includes(path)),
    'export default 1',
    'switch (a) { default: f() }\nexport { a }',
  ],
]

describe.each(rules)('%s', (_name, rule, where, bad, good) => {
  it('everywhere', () => {
    expect(where.length).toBeGreaterThan(0)
    expect(where.flatMap(rule)).toEqual([])
  })

  it('or it is found', () => {
    expect(rule(sourceOf('bad.ts', bad))).not.toEqual([])
    expect(rule(sourceOf('good.ts', good))).toEqual([])
  })
})

describe('each way to break a rule', () => {
  it.each([
    ['const b = f() as B', explainsCasts, 1],
    ['// why\n\nconst b = f() as B', explainsCasts, 1],
    ['const b = "// why"\nconst c = f() as C', explainsCasts, 1],
    ['const f = () => {\n  // why\n  const a = 1\n  return a as B\n}', explainsCasts, 1],
    ['export default function f() {}', hasNoDefaultExport, 1],
    ['const a = 1\nexport { a as default }', hasNoDefaultExport, 1],
    ['class A {}\nexport class B extends A {}', hasNoClass, 2],
    ['const { log } = Math\nconst f = Math', isExact, 2],
    ["Math['log'](2) + a ** 2", isExact, 2],
    ['Math.log(2) + Math.cbrt(3)', isExact, 2],
    ['Math.log10(2) + Math.log1p(3)', isExact, 2],
    ['type A = Record<string, any>\nconst f = <T = any>(t: T) => t', hasNoAny, 2],
  ] as const)('is found in %j', (text, rule, times) => {
    expect(rule(sourceOf('bad.ts', text))).toHaveLength(times)
  })
})

describe('the repository', () => {
  it('has nothing at its top but what belongs there', () => {
    const top = new Set(files().map((path) => path.split('/')[0] ?? ''))
    const allowed = [
      'core',
      'shell',
      'test',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'biome.json',
    ]
    const documents = ['README.md', 'LICENSE', 'CHANGELOG.md']
    const beside = [...top].filter(
      (name) => !name.startsWith('.') && ![...allowed, ...documents].includes(name),
    )
    expect(beside).toEqual([])
    expect(allowed.filter((name) => !top.has(name))).toEqual([])
  })

  it('has source in TypeScript only, each file in one of the projects', () => {
    const scripts = files().filter((path) => /\.[cm]?[jt]sx?$/.test(path))
    expect(scripts.filter((path) => !/^(core|shell|test)\/.*\.ts$/.test(path))).toEqual([])
  })

  it('locks versions and contents of its dependencies, not where they are downloaded', () => {
    const lock: unknown = JSON.parse(textOf('package-lock.json'))
    expect(lock).toMatchObject({ lockfileVersion: 3, packages: { '': { name: 'gossip' } } })
    expect(textOf('package-lock.json')).not.toContain('"resolved"')
    expect(textOf('package-lock.json')).toContain('"integrity": "sha512-')
  })
})
