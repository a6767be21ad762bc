import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gossip, type Major } from './node.ts'

export interface Recording {
  readonly nodes: number
  readonly messages: number
  readonly seed: number
  readonly folder: string
}

/** A run of the demo with kills and leaves, each node recorded. Gives the journals. */
export const record = async (
  { nodes, messages, seed, folder }: Recording,
  major: Major = 'this',
): Promise<ReadonlyArray<string>> => {
  const size = ['--nodes', `${nodes}`, '--messages', `${messages}`, '--warmup', '0', '--rate', '100']
  const { code, err } = await gossip(
    ['demo', ...size, '--seed', `${seed}`, '--journals', folder, '--json'],
    major,
  )
  if (code !== 0) throw new Error(`the demo failed: ${err}`)
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
}

export interface Judgement {
  readonly events: number
  readonly checks: number
  readonly seconds: number
  /** Files that were not verified, and why. */
  readonly faults: ReadonlyArray<string>
}

/** Replays journals file by file. */
export const judge = async (files: ReadonlyArray<string>, major: Major = 'this'): Promise<Judgement> => {
  let [events, checks, seconds] = [0, 0, 0]
  const faults: string[] = []
  for (const file of files) {
    const { code, out, err } = await gossip(['replay', file, '--json'], major)
    if (code === 2) {
      faults.push(err.trim())
      continue
    }
    // What the command promises to print.
    const said = JSON.parse(out) as Judgement & { readonly verified: boolean; readonly unchecked: number }
    events += said.events
    checks += said.checks
    seconds += said.seconds
    if (code !== 0 || !said.verified || said.unchecked > 0) faults.push(`${file}: ${out.slice(0, 200)}`)
  }
  return { events, checks, seconds, faults }
}
