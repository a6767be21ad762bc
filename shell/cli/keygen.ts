import { Command } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { newKey, textOf } from '../node/sealed/key.ts'
import { createRing } from '../node/sealed/key-file.ts'
import { obstacles } from '../obstacle.ts'

interface KeygenOptions {
  readonly out?: string
}

export const keygenCommand = (): Command =>
  new Command('keygen')
    .description(
      'Make a group key. Whoever has it can speak and listen in the group: give every node a copy, and nobody else.',
    )
    .option('--out <file>', 'write it to a new file that only you may read, instead of stdout')
    .action(async ({ out }: KeygenOptions) => {
      process.exitCode = await keygen(out)
    })

/** Gives the exit code. The id, which tells nothing of the key, goes to stderr. */
const keygen = async (out: string | undefined): Promise<number> => {
  const key = newKey()
  if (out === undefined) {
    process.stdout.write(`${textOf(key)}\n`)
    return 0
  }
  const made = await createRing(out, key)
  if (Either.isLeft(made)) {
    const problem = `${JSON.stringify(out)} can't be made: ${problemOf(made.left)}`
    process.stderr.write(`error: ${problem}\n`)
    return 1
  }
  process.stderr.write(`key ${key.id} in ${out}\n`)
  return 0
}

const problemOf = (code: string): string =>
  code === 'EEXIST' ? 'it exists, and is left as it is; choose another name' : (obstacles[code] ?? code)
