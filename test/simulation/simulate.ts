import { gossip } from '../shell/agent.ts'

/** A simulation that has come to its end. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs the command for the running test. */
export const simulate = async (...args: ReadonlyArray<string>): Promise<Ended> => {
  const running = gossip(['simulate', ...args])
  const code = await running.exit
  return { code, out: running.out(), err: running.err() }
}
