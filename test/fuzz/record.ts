import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Finding } from './fuzzer.ts'
import type { TargetName } from './names.ts'

/* A finding as a file, by which it can be repeated. */

const target: t.Type<TargetName, string, unknown> = t.keyof({
  envelope: null,
  journal: null,
  sealed: null,
  dtls: null,
  session: null,
  planted: null,
  slow: null,
  endless: null,
})

const record = t.strict({ target, seed: t.number, problem: t.string, pieces: t.array(t.string) })

/** What was fuzzed, from which seed, and what was found. */
export interface Found extends Finding {
  readonly target: TargetName
  readonly seed: number
}

/** Gives the name of the file. */
export const writeFinding = (folder: string, { target, seed, problem, input }: Found): string => {
  const pieces = input.map((piece) => Buffer.from(piece).toString('hex'))
  const name = createHash('sha256').update(pieces.join('\n')).digest('hex').slice(0, 8)
  const file = join(folder, `fuzz-${target}-${name}.json`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ target, seed, problem, pieces }, null, 2)}\n`)
  return file
}

/** Left with what is wrong with the file. */
export const readFinding = (file: string): Either.Either<string, Found> => {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (!record.is(content)) return Either.left(`${file} holds no finding of the fuzzer`)
    const input = content.pieces.map((piece) => Uint8Array.from(Buffer.from(piece, 'hex')))
    return Either.right({ target: content.target, seed: content.seed, problem: content.problem, input })
  } catch (error) {
    return Either.left(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`)
  }
}
