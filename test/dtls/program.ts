import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program of others at work. */
export interface Program {
  readonly child: ChildProcessWithoutNullStreams
  /** All that it has written. */
  readonly out: () => string
  readonly isOver: () => boolean
  readonly stop: () => Promise<void>
}

// Far longer than any of them takes to start.
const PATIENCE = 10_000

/** Runs it, and waits until it says that it is ready, or ends. */
export const startProgram = async (
  command: string,
  args: ReadonlyArray<string>,
  ready: RegExp,
): Promise<Program> => {
  const child = spawn(command, args)
  let out = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      out += text
    })
  // Who ends reads no more.
  child.stdin.on('error', () => undefined)
  const closed = once(child, 'close')
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null
  const end = Date.now() + PATIENCE
  while (!ready.test(out) && !isOver() && Date.now() < end) await sleep(20)
  return {
    child,
    out: () => out,
    isOver,
    stop: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
