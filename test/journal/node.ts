import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** Whatever a replay of thirty nodes may say. */
const OUTPUT = 2 ** 28

/** A Node.js to run a command by: this one, or another major version of it, which npm fetches. */
export type Major = 'this' | number

export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs `gossip` to its end. */
export const gossip = async (args: ReadonlyArray<string>, major: Major = 'this'): Promise<Ended> => {
  const command = ['dist/shell/cli/main.js', ...args]
  const [program, all] =
    major === 'this'
      ? [process.execPath, command]
      : ['npx', ['--yes', `--package=node@${major}`, '--', 'node', ...command]]
  try {
    const { stdout, stderr } = await promisify(execFile)(program, all, { cwd: root, maxBuffer: OUTPUT })
    return { code: 0, out: stdout, err: stderr }
  } catch (error) {
    // What `execFile` rejects with where a program ends with another code than 0.
    const { code, stdout, stderr } = error as {
      readonly code: unknown
      readonly stdout: string
      readonly stderr: string
    }
    if (typeof code !== 'number') throw error
    return { code, out: stdout, err: stderr }
  }
}

/** The version of a major, to see that it is another program indeed. */
export const versionOf = async (major: number): Promise<string> => {
  const { stdout } = await promisify(execFile)('npx', [
    '--yes',
    `--package=node@${major}`,
    '--',
    'node',
    '--version',
  ])
  return stdout.trim()
}
