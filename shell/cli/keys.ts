import { text } from 'node:stream/consumers'
import { Command } from 'commander'
import * as Either from 'fp-ts/lib/Either.js'
import { explain, GossipError } from '../error.ts'
import { ask } from '../node/control/client.ts'
import type { Request } from '../node/control/request.ts'
import { textOf } from '../node/sealed/key.ts'
import { readRing } from '../node/sealed/key-file.ts'
import type { KeyEntry } from '../node/sealed/keyring.ts'

interface KeysOptions {
  readonly control: string
  readonly json: boolean
}

export const keysCommand = (): Command => {
  const keys = new Command('keys').description(
    'Look at the keys of a running agent, or change them: install a new key on every node, then use it on every ' +
      'node, then remove the old one on every node. No message is lost meanwhile.',
  )
  subcommand(keys, 'list', 'show the ids of all keys; the one marked seals').action((options: KeysOptions) =>
    tell(options, () => ({ command: 'keys list' })),
  )
  subcommand(keys, 'install', 'let the agent open what a key seals; the key is read from a file or stdin')
    .option(
      '--key-file <file>',
      'the first key of a file that only you may read; by default stdin, since others can see a command line',
    )
    .action((options: KeysOptions & { readonly keyFile?: string }) =>
      tell(options, async () => ({ command: 'keys install', key: await readKey(options.keyFile) })),
    )
  subcommand(keys, 'use <id>', 'let the agent seal with a key from now on').action(
    (id: string, options: KeysOptions) => tell(options, () => ({ command: 'keys use', id })),
  )
  subcommand(keys, 'remove <id>', 'let the agent open nothing more that a key seals').action(
    (id: string, options: KeysOptions) => tell(options, () => ({ command: 'keys remove', id })),
  )
  return keys
}

const subcommand = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .requiredOption('--control <socket>', 'the control socket of the agent')
    .option('--json', 'the keys as JSON', false)

/** Fails with what is wrong with the file. */
const readKey = async (file: string | undefined): Promise<string> => {
  if (file === undefined) return (await text(process.stdin)).trim()
  const ring = await readRing(file)
  if (Either.isRight(ring)) return textOf(ring.right.primary)
  throw new GossipError({ _tag: 'KeysUnavailable', file, flaw: ring.left })
}

const tell = async (
  { control, json }: KeysOptions,
  request: () => Request | Promise<Request>,
): Promise<void> => {
  const fail = (problem: string): void => {
    process.stderr.write(`error: ${problem}\n`)
    process.exitCode = 1
  }
  try {
    const answer = await ask(control, await request())()
    if (Either.isLeft(answer)) return fail(explain(answer.left))
    if (!answer.right.ok) return fail(answer.right.error)
    process.stdout.write(render(answer.right.keys, json))
  } catch (error) {
    // The file of the key, or stdin.
    fail(error instanceof Error ? error.message : String(error))
  }
}

const render = (keys: ReadonlyArray<KeyEntry>, isJson: boolean): string =>
  isJson
    ? `${JSON.stringify(keys)}\n`
    : keys.map(({ id, primary }) => `${id}${primary ? '  seals' : ''}\n`).join('')
