import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { crc32, gunzipSync } from 'node:zlib'
import * as Either from 'fp-ts/lib/Either.js'
import { contentOf, type Entry, entryOf } from '../../../shell/node/journal/entry.ts'
import { sealed, unsealed } from '../../../shell/node/journal/line.ts'
import { type Item, makeReader } from '../../../shell/node/journal/reader.ts'
import { advance, nobody, nothing, type Replay } from '../../../shell/node/journal/replay.ts'
import type { Below } from '../../codec/mutation.ts'
import { jsonMutations } from '../json-mutation.ts'
import { claim, type Input, type Target } from '../target.ts'

const FILES = ['shape-1-node-20-fresh', 'shape-1-node-20-resumed']

const HEADERS = 1
const RUN = 16
const RUNS = 24

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text))

/** The header of a recorded journal, and some of its lines from the first on. */
const seeds = (): ReadonlyArray<Input> =>
  FILES.flatMap((name) => {
    const file = new URL(`../../../../test/log/recorded/${name}.jsonl.gz`, import.meta.url)
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n').map(bytesOf)
    const header = lines.slice(0, HEADERS)
    return Array.from({ length: RUNS }, (_, i) => [
      ...header,
      ...lines.slice(HEADERS + i * RUN, HEADERS + (i + 1) * RUN),
    ])
  })

const SEAL = /,"crc":"[^"]*"\}?$/

/** Zeros are written as their number: more of them would take memory that is not there to be fuzzed. */
const MANY_ZEROS = /"zeros":\d{6,}/g

const resealed = (text: string): string => {
  const body = `${text.replace(SEAL, '').replace(/\}$/, '').replace(MANY_ZEROS, '"zeros":99999')}}`
  return `${body.slice(0, -1)},"crc":"${crc32(body).toString(16).padStart(8, '0')}"}`
}

const NUMBER = /^\{"n":\d+,"event"/

/** Most often with the numbers of lines and their checksums as they should be. */
const mend = (input: Input, below: Below): Input => {
  if (below(16) === 0) return input
  let n = 0
  return input.map((piece) => {
    const text = Buffer.from(piece).toString()
    if (NUMBER.test(text)) n += 1
    return bytesOf(resealed(text.replace(NUMBER, `{"n":${n},"event"`)))
  })
}

const ZEROS = 2 ** 20

const checkWritten = (entry: Entry): void => {
  const content = unsealed(sealed(contentOf(entry)).trimEnd(), ZEROS)
  const again = Either.isRight(content) ? entryOf(content.right) : content.left
  claim(
    isDeepStrictEqual(again, entry),
    `a line is not read again as itself, but as ${JSON.stringify(again)}`,
  )
}

/** A node that was born in this journal; of one with a past, the header is whatever somebody has made of it. */
const isFresh = ({ playing }: Replay): boolean => playing !== null && !('state' in playing.header.start)

const checkReplay = (replay: Replay): void => {
  if (!isFresh(replay)) return
  const { thrown, violation } = replay
  claim(thrown === null, `step threw ${thrown?.error}`)
  claim(violation === null, `step broke ${violation?.invariants.join(', ')}`)
}

const play = (input: Input): void => {
  const read = makeReader()
  let replay = nothing
  for (const piece of input) {
    const item: Either.Either<unknown, Item> = read(Buffer.from(piece).toString())
    if (Either.isLeft(item)) return
    if (item.right._tag !== 'Opened') checkWritten(item.right)
    const next = advance(replay, item.right, { invariants: true, witness: nobody })
    if (Either.isLeft(next)) return
    replay = next.right
    checkReplay(replay)
  }
}

export const journalTarget: Target = {
  promise:
    'any lines are read or refused; what is read is written again as itself, and a node born in a journal throws ' +
    'at no event of it, and breaks no invariant',
  seeds,
  mutations: jsonMutations,
  pieceLimit: 65_536,
  mend,
  play,
}
