import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

const runnable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A browser of this machine. Nothing is downloaded. */
export const findBrowser = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((directory) => names.map((name) => join(directory, name)))
    .find(runnable)

export interface Visit {
  readonly stdout: string
  /** What the page wrote to its console, errors of loading included. */
  readonly console: ReadonlyArray<string>
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--enable-logging=stderr',
  '--v=0',
]
const LIMIT_MS = 45_000

/** Opens an address in a browser of its own, with a fresh profile, and waits for it to end. */
export const visit = async (browser: string, address: string, ...actions: string[]): Promise<Visit> => {
  if (browser === '') throw new Error('no chromium on the PATH')
  const home = await mkdtemp(join(tmpdir(), 'gossip-browser-'))
  try {
    return await run(browser, home, [...flags, `--user-data-dir=${home}`, ...actions, address])
  } finally {
    await rm(home, { recursive: true, maxRetries: 5 })
  }
}

const run = async (browser: string, home: string, args: ReadonlyArray<string>): Promise<Visit> => {
  // A group of its own, since the browser starts processes too.
  const options = { detached: true, env: { ...process.env, HOME: home } }
  const child = spawn(browser, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const pid = child.pid
  const timer = setTimeout(() => pid !== undefined && process.kill(-pid, 'SIGKILL'), LIMIT_MS)
  try {
    const ended = once(child, 'close')
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    const [code] = await ended
    if (code !== 0) throw new Error(`${browser} ended with ${code}: ${stderr}`)
    return { stdout, console: stderr.split('\n').filter((line) => line.includes(':CONSOLE')) }
  } finally {
    clearTimeout(timer)
  }
}
