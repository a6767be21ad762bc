import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root } from './source.ts'

/** The little of package.json that the tests look at. */
export interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, unknown>>
  readonly bin: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
}

export const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** The specifiers under which code of the package can be imported. */
export const entries: ReadonlyArray<string> = Object.keys(manifest.exports)
  .filter((path) => !path.endsWith('.json'))
  .map((path) => path.replace(/^\./, manifest.name))

/** A project that depends on the package as it would be published. */
export interface Project {
  readonly directory: string
  readonly tarball: string
  /** Where the package is installed in it. */
  readonly installed: string
}

/**
 * Packs what was built, and installs the tarball into an empty project without a network: the package is taken out
 * of the tarball, and what it depends on is linked from here, only that.
 */
export const install = (): Project => {
  const directory = mkdtempSync(join(tmpdir(), 'package-'))
  const quiet = ['--silent', '--ignore-scripts', '--offline', '--no-update-notifier']
  const packed = execFileSync('npm', ['pack', ...quiet, '--pack-destination', directory], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const tarball = join(directory, packed.trim())
  const installed = join(directory, 'node_modules', manifest.name)
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])
  for (const dependency of [...Object.keys(manifest.dependencies), '@types/node']) {
    const link = join(directory, 'node_modules', dependency)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(join(root, 'node_modules', dependency), link, 'junction')
  }
  return { directory, tarball, installed }
}

export const uninstall = ({ directory }: Project): void => rmSync(directory, { recursive: true, force: true })

/** The paths of all files in the installed package, in order. */
export const contents = ({ installed }: Project): ReadonlyArray<string> =>
  readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed.length + 1))
    .sort()

/** What a script prints that runs in the project. */
export const run = ({ directory }: Project, type: 'module' | 'commonjs', script: string): string =>
  execFileSync(process.execPath, [`--input-type=${type}`, '--eval', script], {
    cwd: directory,
    encoding: 'utf8',
  })
