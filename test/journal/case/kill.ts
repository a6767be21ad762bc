import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import * as Either from 'fp-ts/lib/Either.js'
import { playFiles } from '../../../shell/node/journal/play.ts'
import { isOver, nobody } from '../../../shell/node/journal/replay.ts'
import { below, luckOf } from '../../../shell/simulation/luck.ts'
import { faultsOf } from '../../reliability/case.ts'
import type { JournalCase } from '../case.ts'

const options = { invariants: false, until: Number.POSITIVE_INFINITY, witness: nobody }

const WRITER = fileURLToPath(new URL('../writer.js', import.meta.url))

// Some flushes' worth.
const MOST_BYTES = 2 ** 21

/** The complete lines of a file. */
const linesOf = (file: string): number => {
  const bytes = readFileSync(file)
  const text = file.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
  return text.split('\n').length - 1
}

/** Runs a node that writes all the time, and kills it as soon as its journal has so many bytes. */
const killed = async (file: string, bytes: number): Promise<void> => {
  const writer = spawn(process.execPath, [WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(writer, 'close')
  // It says one thing: that it has begun. One that fails says nothing, and ends.
  await Promise.race([once(writer.stdout, 'data'), ended])
  while (writer.exitCode === null && statSync(file).size < bytes) await pause(1)
  writer.kill('SIGKILL')
  await ended
}

export const kill: JournalCase = {
  name: 'kill',
  promise:
    'a process that is killed while it writes leaves a journal that is whole to the last complete line',
  run: async ({ seed, isShort, folder }) => {
    const kills = isShort ? 10 : 100
    const luck = luckOf(seed, 0)
    const file = join(folder, 'node.jsonl')
    const faults: string[] = []
    let [events, torn] = [0, 0]
    for (let round = 0; round < kills; round++) {
      await killed(file, below(luck, MOST_BYTES))
      const outcome = await playFiles([file], options)()
      if (Either.isLeft(outcome)) {
        faults.push(`kill ${round}: ${JSON.stringify(outcome.left)}`)
        continue
      }
      const { replay } = outcome.right
      events += replay.events
      torn += outcome.right.torn.length
      // A header, the events, and their fingerprints.
      const lines = 1 + replay.events + replay.checks
      faults.push(
        ...faultsOf([
          [!isOver(replay), `kill ${round}: what is left is verified`],
          [
            lines === linesOf(file),
            `kill ${round}: all ${linesOf(file)} complete lines are read, not ${lines}`,
          ],
        ]),
      )
    }
    const closed = readdirSync(folder).filter((name) => name !== 'node.jsonl')
    return {
      figures: {
        kills,
        'events in all': events,
        'journals with a torn last line': torn,
        'journals of former lives, moved aside': closed.length,
      },
      faults: [...faults, ...faultsOf([[events > kills, 'something was recorded']])],
    }
  },
}
