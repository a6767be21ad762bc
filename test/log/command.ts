import { gossip } from '../shell/agent.ts'

/** What a command said, and its exit code. */
export interface Said {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs a command to its end. */
export const said = async (args: ReadonlyArray<string>): Promise<Said> => {
  const running = gossip(args)
  running.child.stdin.end()
  const code = await running.exit
  return { code, out: running.out(), err: running.err() }
}
