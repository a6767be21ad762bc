import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { onTestFinished } from 'vitest'
import { nobody, playFiles, type Replay } from '../../shell/node/index.ts'
import { folder } from '../memory/place.ts'
import { run } from '../readme/process.ts'
import { root } from '../readme/snippet.ts'

/** A process that has ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Runs Node.js with these arguments. */
export const ran = async (...args: ReadonlyArray<string>): Promise<Ended> => {
  const running = run(args)
  onTestFinished(async () => {
    running.child.kill('SIGKILL')
    await running.exit
  })
  const code = await running.exit
  return { code, out: running.out(), err: running.err() }
}

export const shrinkCommand = (...args: ReadonlyArray<string>): Promise<Ended> =>
  ran('dist/shell/cli/main.js', 'shrink', ...args)

/** A project, for the running test, in which this package is installed. */
export const project = (): string => {
  const place = folder()
  mkdirSync(join(place, 'node_modules'))
  symlinkSync(root, join(place, 'node_modules', 'gossip'), 'junction')
  return place
}

/** A file in a folder, with this content. */
export const put = (place: string, name: string, content: string): string => {
  const file = join(place, name)
  writeFileSync(file, content)
  return file
}

/** What a replay of a journal says. */
export const verdict = async (file: string): Promise<Replay> => {
  const options = { invariants: true, until: Number.POSITIVE_INFINITY, witness: nobody }
  const played = await playFiles([file], options)()
  if (Either.isLeft(played)) throw new Error(JSON.stringify(played.left))
  return played.right.replay
}
