import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Trial } from '../../simulation/index.ts'

/** A line a node: its id and its PartialView at the time of the broadcasts; a crashed node's id is followed by `!`. */
export const edgeLines = function* ({
  overlay,
  crashed,
}: Pick<Trial, 'overlay' | 'crashed'>): Generator<string> {
  const names = overlay.ids.map((id) => (crashed.has(id) ? `${id}!` : id))
  for (const [node, view] of overlay.targets.entries()) {
    const members = view.map((target) => ` ${names[target] ?? ''}`).join('')
    yield `${names[node] ?? ''}:${members}\n`
  }
}

/** Rejects where the file cannot be written. */
export const writeEdges = (file: string, trial: Trial): Promise<void> =>
  pipeline(Readable.from(edgeLines(trial)), createWriteStream(file))
