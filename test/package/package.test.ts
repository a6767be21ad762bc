import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { publint } from 'publint'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as core from '../../core/index.ts'
import { root } from './source.ts'
import { contents, entries, install, manifest, type Project, run, uninstall } from './tarball.ts'

let project: Project

beforeAll(() => {
  project = install()
})

afterAll(() => uninstall(project))

/** A group of one that publishes to a neighbour which it was told of: some of everything that the core does. */
const story = `
  const parsed = gossip.parseConfig({ profile: 'local' })
  const [born] = gossip.init({
    config: parsed.right, self: gossip.asNodeId('a:1'), boot: gossip.asBoot(1), at: gossip.asInstant(0), entropy: 1,
  })
  const stamp = { at: gossip.asInstant(1), entropy: 2 }
  const heard = { _tag: 'Received', ...stamp, from: 'b:1', boot: 1, sequence: 1, message: { _tag: 'Heartbeat', sketch: null } }
  const [met] = gossip.step(born, heard)
  const [grown] = gossip.step(met, { _tag: 'Woke', ...stamp, at: gossip.asInstant(500) })
  const command = { _tag: 'Publish', payload: new Uint8Array(1) }
  const [, effects] = gossip.step(grown, { _tag: 'Commanded', ...stamp, command })
  console.log(effects.map((effect) => effect._tag).join(' '))`

describe('the package', () => {
  it('has the entries that its README names', () => {
    expect(entries).toEqual(['gossip', 'gossip/node', 'gossip/channel', 'gossip/simulation'])
  })

  it.each(entries)('gives the same names to import and require: %s', (entry) => {
    const keys = (names: string): string => `console.log(JSON.stringify(Object.keys(${names}).sort()))`
    const byImport: unknown = JSON.parse(
      run(project, 'module', `import * as m from '${entry}'; ${keys('m')}`),
    )
    const byRequire: unknown = JSON.parse(run(project, 'commonjs', keys(`require('${entry}')`)))
    expect(byImport).toEqual(expect.arrayContaining([expect.any(String)]))
    // A module that is required carries a mark that it is one.
    expect(byRequire).toEqual(byImport)
  })

  it('exports all of the core, and nothing more, under its own name', () => {
    const names: unknown = JSON.parse(
      run(
        project,
        'module',
        "import * as m from 'gossip'; console.log(JSON.stringify(Object.keys(m).sort()))",
      ),
    )
    expect(names).toEqual(Object.keys(core).sort())
  })

  it('works by import and by require', () => {
    const expected = 'Notify Send\n'
    expect(run(project, 'module', `import * as gossip from 'gossip'\n${story}`)).toBe(expected)
    expect(run(project, 'commonjs', `const gossip = require('gossip')\n${story}`)).toBe(expected)
  })

  it('gives its package.json, and nothing that it does not export', () => {
    expect(run(project, 'commonjs', "console.log(require('gossip/package.json').name)")).toBe('gossip\n')
    for (const path of ['gossip/dist/core/index.js', 'gossip/core', 'gossip/dist/core/state.js']) {
      const attempt = `import('${path}').then(() => console.log('open'), (error) => console.log(error.code))`
      expect(run(project, 'module', attempt)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n')
    }
  })

  it.each(Object.entries(manifest.bin))('runs its command from where it is installed: %s', (_name, path) => {
    const file = join(project.installed, path)
    expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    const help = execFileSync(process.execPath, [file, '--help'], {
      cwd: project.directory,
      encoding: 'utf8',
    })
    expect(help).toContain('Usage: gossip')
  })
})

describe('the tarball', () => {
  it('holds what was built of the core and the shell, the wire format and the papers, and nothing else', () => {
    const expected = [
      /^(package\.json|README\.md|LICENSE)$/,
      /^core\/(codec\/wire\.cddl|PROTOCOL\.md)$/,
      /^dist\/(core|shell)\/([a-z-]+\/)*[a-z\d-]+\.(js|js\.map|d\.ts)$/,
    ]
    const paths = contents(project)
    expect(paths.filter((path) => !expected.some((pattern) => pattern.test(path)))).toEqual([])
    expect(paths.filter((path) => /test|vector|tsbuildinfo/.test(path))).toEqual([])
    const needed = ['package.json', 'README.md', 'LICENSE', 'core/codec/wire.cddl', 'dist/core/index.js']
    expect(paths).toEqual(expect.arrayContaining([...needed, ...Object.values(manifest.bin)]))
  })

  it('holds nothing whose source is gone: remove dist and build again if it does', () => {
    const stale = contents(project)
      .filter((path) => path.startsWith('dist/') && path.endsWith('.js'))
      .filter((path) => !existsSync(join(root, path.slice('dist/'.length).replace(/\.js$/, '.ts'))))
    expect(stale).toEqual([])
  })

  it('is as publint would have it', async () => {
    const bytes = readFileSync(project.tarball)
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    const { messages } = await publint({ pack: { tarball }, strict: true })
    expect(messages).toEqual([])
  })

  it('has types that resolve wherever ESM does, by attw', () => {
    const attw = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js')
    const options = ['--profile', 'esm-only', '--no-definitely-typed', '--format', 'json']
    // It ends with an error if there is a problem that the profile does not excuse.
    const said = execFileSync(process.execPath, [attw, project.tarball, ...options], { encoding: 'utf8' })
    const { analysis } = JSON.parse(said)
    const found: ReadonlyArray<{ readonly resolutionKind?: string }> = analysis.problems
    const excused = ['node10', 'node16-cjs']
    expect(found.filter(({ resolutionKind }) => !excused.includes(resolutionKind ?? ''))).toEqual([])
    expect(Object.keys(analysis.entrypoints)).toEqual(Object.keys(manifest.exports))
  })

  it('has declarations that a strict compiler accepts', () => {
    const file = join(project.directory, 'consumer.mts')
    const text = entries.map(
      (entry, at) => `import * as m${at} from '${entry}'\nexport const n${at} = m${at}\n`,
    )
    writeFileSync(file, text.join(''))
    const program = ts.createProgram([file], {
      module: ts.ModuleKind.NodeNext,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.esnext.disposable.d.ts'],
      types: ['node'],
      typeRoots: [join(project.directory, 'node_modules/@types')],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    })
    const ours = program
      .getSourceFiles()
      .filter(({ fileName }) => fileName === file || fileName.includes('/gossip/dist/'))
    const found = [
      ...program.getOptionsDiagnostics(),
      ...ours.flatMap((source) => [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]),
    ]
    expect(ours.length).toBeGreaterThan(20)
    expect(found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([])
  })
})
