import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as t from 'io-ts'
import type { Finding } from './fuzzer.ts'
import type { TargetName } from './names.ts'
import type { Input } from './target.ts'

/* A finding as a file, by which it can be repeated. */

const target: t.Type<TargetName, string, unknown> = t.keyof({
  envelope: null,
  journal: null,
  sealed: null,
  planted: null,
  slow: null,
  endless: null,
})

const record = t.strict({ target, problem: t.string, pieces: t.array(t.string) })

/** Gives the name of the file. */
export const writeFinding = (folder: string, target: string, { problem, input }: Finding): string => {
  const pieces = input.map((piece) => Buffer.from(piece).toString('hex'))
  const name = createHash('sha256').update(pieces.join('\n')).digest('hex').slice(0, 8)
  const file = join(folder, `fuzz-${target}-${name}.json`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ target, problem, pieces }, null, 2)}\n`)
  return file
}

export const readFinding = (file: string): { readonly target: TargetName; readonly input: Input } => {
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!record.is(content)) throw new Error(`${file} holds no finding of the fuzzer`)
  const input = content.pieces.map((piece) => Uint8Array.from(Buffer.from(piece, 'hex')))
  return { target: content.target, input }
}
