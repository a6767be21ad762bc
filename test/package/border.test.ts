import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './source.ts'

/** What the linter says of one place. */
interface Diagnostic {
  readonly severity: string
  readonly category: string
  readonly location: { readonly path: string }
}

const IMPORTS = 'lint/style/noRestrictedImports'
const GLOBALS = 'lint/style/noRestrictedGlobals'
const PLUGIN = 'plugin'

const use = (expression: string): string => `export const used = (a: number): unknown => ${expression}\n`
const imported = (from: string): string =>
  `import * as other from '${from}'\n\nexport const used = () => other\n`

/** Where a file lies, what it holds, and the rule that it breaks. */
const forbidden: ReadonlyArray<readonly [string, string, string]> = [
  ['core/membership', use('Date.now() + a'), GLOBALS],
  ['core', use('[a, new Date()]'), GLOBALS],
  ['core', use('[a, performance.now()]'), GLOBALS],
  ['core', use('[a, process.env]'), GLOBALS],
  ['core', use('[a, Intl]'), GLOBALS],
  ['core', use('[a, globalThis]'), GLOBALS],
  ['core/codec', use('[a, new TextEncoder()]'), GLOBALS],
  ['core', use('[a, setTimeout]'), GLOBALS],
  ['core', use('[a, Buffer]'), GLOBALS],
  ['core', use('[a, crypto]'), GLOBALS],
  ['core/dissemination', use('Math.random() + a'), PLUGIN],
  ['core/membership', use('Math.log(a)'), PLUGIN],
  ['core', use('Math.exp(a)'), PLUGIN],
  ['core', use('Math.pow(a, 2)'), PLUGIN],
  ['core', use('[1].map(Math.sin)'), PLUGIN],
  ['core', use('a ** 2'), PLUGIN],
  ['core', use("String(a).localeCompare('b')"), PLUGIN],
  ['core', use('a.toLocaleString()'), PLUGIN],
  ['core', imported('fp-ts/Option'), IMPORTS],
  ['core/codec', imported('fp-ts'), IMPORTS],
  ['shell', imported('fp-ts/Either'), IMPORTS],
  ['shell/node', imported('fp-ts/es6/Either.js'), IMPORTS],
  ['test/codec', imported('fp-ts/Option'), IMPORTS],
  ['core', imported('node:fs'), IMPORTS],
  ['core/membership', imported('node:crypto'), IMPORTS],
  ['core/codec', imported('node:buffer'), IMPORTS],
  ['core', imported('../shell/loop.ts'), IMPORTS],
  ['core', imported('../test/setup.ts'), IMPORTS],
  ['core', "export const used = () => import('node:fs')\n", IMPORTS],
  ['core/membership', "export * from 'node:fs'\n", IMPORTS],
  ['core/membership', imported('../step.ts'), IMPORTS],
  ['core/membership', imported('../route.ts'), IMPORTS],
  ['core/membership', imported('../codec/envelope.ts'), IMPORTS],
  ['core/membership', imported('../dissemination/gossip.ts'), IMPORTS],
  ['core/dissemination', imported('../membership/heartbeat.ts'), IMPORTS],
  ['core/dissemination', imported('../codec/cbor.ts'), IMPORTS],
  ['core/dissemination', imported('../react.ts'), IMPORTS],
  ['core/codec', imported('../step.ts'), IMPORTS],
  ['core/codec', imported('../state.ts'), IMPORTS],
  ['shell', imported('node:dgram'), IMPORTS],
  ['shell', imported('./node/udp.ts'), IMPORTS],
  ['shell/channel', imported('node:worker_threads'), IMPORTS],
  ['shell/shrink', imported('node:fs'), IMPORTS],
  ['shell/shrink', imported('../node/journal/reader.ts'), IMPORTS],
  ['shell/merge', imported('node:fs'), IMPORTS],
  ['shell/node', imported('../cli/main.ts'), IMPORTS],
  ['shell/explain', imported('node:fs'), IMPORTS],
  ['shell/explain/rumor', imported('../../cli/main.ts'), IMPORTS],
  ['shell/node', imported('../../test/setup.ts'), IMPORTS],
  ['core', 'export const used = (a: number[]): number => a[0]!\n', 'lint/style/noNonNullAssertion'],
  ['shell', 'export const used = (a: any): unknown => a\n', 'lint/suspicious/noExplicitAny'],
  ['shell', use('console.log(a)'), 'lint/suspicious/noConsole'],
  ['core', imported('./allowed-0'), 'lint/correctness/useImportExtensions'],
  [
    'core',
    `export const used = (): void => {\n${'  f()\n'.repeat(41)}}\n`,
    'lint/complexity/noExcessiveLinesPerFunction',
  ],
]

/** The same rules for the files at the top of the core, which have names of their own. */
const named: ReadonlyArray<readonly [string, string, string]> = [
  ['core/message.ts', imported('./state.ts'), IMPORTS],
  ['core/id.ts', imported('./codec/scalar.ts'), IMPORTS],
  ['core/event.ts', imported('./membership/view.ts'), IMPORTS],
  ['core/config.ts', imported('./step.ts'), IMPORTS],
  ['core/effect.ts', imported('./turn.ts'), IMPORTS],
  ['core/state.ts', imported('./membership/view.ts'), IMPORTS],
  ['core/turn.ts', imported('./step.ts'), IMPORTS],
  ['core/signal.ts', imported('./codec/message.ts'), IMPORTS],
]

/** What each room may do, so that the rules are known to forbid no more than they should. */
const allowed: ReadonlyArray<readonly [string, string]> = [
  ['core', use('Math.floor(Math.sqrt(a)) * Math.imul(a, 3)')],
  ['core/membership', imported('fp-ts/lib/Option.js')],
  ['core/membership', imported('../state.ts')],
  ['core/dissemination', imported('../turn.ts')],
  ['core/codec', imported('../message.ts')],
  ['shell', imported('../core/index.ts')],
  ['shell/node', imported('node:dgram')],
  ['shell/node', imported('../loop.ts')],
  ['shell/node', use('Date.now() + Math.random() + a')],
  ['shell/shrink', imported('../node/journal/replay.ts')],
  ['shell/explain', imported('../node/journal/replay.ts')],
  ['shell/cli', imported('../node/index.ts')],
  ['test/codec', imported('../../core/step.ts')],
]

let place = ''
let diagnostics: ReadonlyArray<Diagnostic> = []

const plant = (path: string, text: string): void => {
  mkdirSync(dirname(join(place, path)), { recursive: true })
  writeFileSync(join(place, path), text)
}

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'border-'))
  cpSync(join(root, '.biome'), join(place, '.biome'), { recursive: true })
  // The copy is in no repository.
  const config: object = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'))
  plant('biome.json', JSON.stringify({ ...config, vcs: { enabled: false } }))
  for (const [index, [room, text]] of forbidden.entries()) plant(`${room}/forbidden-${index}.ts`, text)
  for (const [path, text] of named) plant(path, text)
  for (const [index, [room, text]] of allowed.entries()) plant(`${room}/allowed-${index}.ts`, text)
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  diagnostics = report([biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'])
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

const report = (command: ReadonlyArray<string>): ReadonlyArray<Diagnostic> => {
  try {
    execFileSync(process.execPath, command, {
      cwd: place,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch (error) {
    // The linter found something, so it ends with 1, and what it wrote is in the error.
    return JSON.parse((error as { readonly stdout: string }).stdout).diagnostics
  }
  return []
}

const saidOf = (path: string): ReadonlyArray<string> =>
  diagnostics
    .filter(({ location, severity }) => location.path === path && severity === 'error')
    .map(({ category }) => category)

describe('the linter', () => {
  it.each(
    forbidden.map(([room, text, rule], index) => [room, text, rule, index] as const),
  )('refuses in %s: %j, by %s', (room, _text, rule, index) => {
    expect(saidOf(`${room}/forbidden-${index}.ts`)).toEqual([rule])
  })

  it.each(named)('refuses in %s: %j, by %s', (path, _text, rule) => {
    expect(saidOf(path)).toEqual([rule])
  })

  it.each(
    allowed.map(([room, text], index) => [room, text, index] as const),
  )('allows in %s: %j', (room, _text, index) => {
    expect(saidOf(`${room}/allowed-${index}.ts`)).toEqual([])
  })
})
