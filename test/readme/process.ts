import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { root } from './snippet.ts'

/** A child process whose output can be awaited. */
export interface Running {
  readonly child: ChildProcessWithoutNullStreams
  readonly out: () => string
  readonly err: () => string
  /** Resolves with the match as soon as stdout and stderr together contain it; rejects when the process ends before. */
  readonly sees: (pattern: RegExp) => Promise<RegExpMatchArray>
  readonly exit: Promise<number | null>
}

/** Runs `node` in the repository. Whoever starts it ends it. */
export const run = (args: ReadonlyArray<string>, command: string = process.execPath): Running => {
  const child = spawn(command, args, { cwd: root })
  let out = ''
  let err = ''
  const watchers = new Set<() => void>()
  const tell = (): void => {
    for (const watcher of [...watchers]) watcher()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    tell()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
    tell()
  })
  const exit = new Promise<number | null>((resolve) => {
    child.on('close', (code) => {
      resolve(code)
      tell()
    })
  })
  const sees = (pattern: RegExp): Promise<RegExpMatchArray> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const match = `${out}\n${err}`.match(pattern)
        const isOver = child.exitCode !== null || child.signalCode !== null
        if (match === null && !isOver) return
        watchers.delete(look)
        if (match !== null) resolve(match)
        else reject(new Error(`ended without ${String(pattern)}:\n${out}\n${err}`))
      }
      watchers.add(look)
      look()
    })
  return { child, out: () => out, err: () => err, sees, exit }
}
