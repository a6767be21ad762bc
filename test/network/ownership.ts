import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runTool } from './tool.ts'

const PREFIX = 'gossip-test-'

/** The name of something of this run: others may run too, and none takes what is another's for left over. */
export const ownName = (what: string | number): string => `${PREFIX}${process.pid}-${what}`

/** Whether the run that made it still runs. Its process id may be another program's by now. */
const isOwned = (name: string): boolean => {
  const [owner = ''] = name.slice(PREFIX.length).split('-')
  try {
    return readFileSync(`/proc/${owner}/cmdline`, 'utf8').includes('network/main')
  } catch {
    return false
  }
}

/** Ends what runs in a namespace, and removes it with all its links. */
const removeNamespace = async (namespace: string): Promise<void> => {
  const inside = await runTool('ip', ['netns', 'pids', namespace])
  for (const pid of inside.split('\n').filter((line) => line !== '')) {
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
  await runTool('ip', ['netns', 'del', namespace])
}

const list = async (): Promise<ReadonlyArray<string>> => {
  const listed = await runTool('ip', ['netns', 'list'])
  return listed.split('\n').map((line) => line.split(' ')[0] ?? '')
}

/** Removes namespaces and folders with such names. */
const sweep = async (isMeant: (name: string) => boolean): Promise<void> => {
  const isOurs = (name: string): boolean => name.startsWith(PREFIX) && isMeant(name)
  await Promise.all((await list()).filter(isOurs).map(removeNamespace))
  for (const name of readdirSync(tmpdir()).filter(isOurs)) rmSync(join(tmpdir(), name), { recursive: true })
}

/** Removes everything of this run. */
export const removeOwn = (): Promise<void> => sweep((name) => name.startsWith(`${PREFIX}${process.pid}-`))

/** Removes what earlier runs left that were killed. */
export const removeLeftOver = (): Promise<void> => sweep((name) => !isOwned(name))
