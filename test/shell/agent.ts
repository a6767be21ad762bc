import { onTestFinished } from 'vitest'
import { type Running, run } from '../readme/process.ts'

const CLI = 'dist/shell/cli/main.js'

/** Runs the command for the running test, and ends it after. */
export const gossip = (args: ReadonlyArray<string>): Running => {
  const running = run([CLI, ...args])
  onTestFinished(async () => {
    running.child.kill('SIGKILL')
    await running.exit
  })
  return running
}

/** An agent at work. */
export interface Agent extends Running {
  readonly id: string
  readonly publish: (line: string) => void
}

/** Runs an agent on loopback, until it listens. */
export const agent = async (args: ReadonlyArray<string> = []): Promise<Agent> => {
  const running = gossip([
    ...['agent', '--bind', '127.0.0.1:0', '--profile', 'local', '--json', '--log', 'debug'],
    ...args,
  ])
  const [, id = ''] = await running.sees(/"id":"([^"]+)","group":"[^"]+","msg":"listening"/)
  return { ...running, id, publish: (line) => void running.child.stdin.write(`${line}\n`) }
}

/** The line that an agent prints for a message of text. */
export const lineOf = (origin: string, payload: string): RegExp =>
  new RegExp(`^{"origin":"${literal(origin)}",.*"payload":"${literal(payload)}".*$`, 'gm')

export const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
