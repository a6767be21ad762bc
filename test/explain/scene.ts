import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import type { Node, OpenOptions } from '../../shell/node/index.ts'
import { readJournal } from '../../shell/node/journal/reader.ts'
import { bytes, nextAs, until } from '../shell/node.ts'

/** Three nodes that were recorded: the second has published, and the third has died without a word. */
export interface Scene {
  readonly founder: string
  readonly publisher: string
  readonly dead: string
  /** The message that was published, and has come to the founder. */
  readonly rumor: string
}

/** Where the journal of each is, in this folder. */
export const journalOf = (folder: string, index: number): string => join(folder, `${index}.jsonl`)

/** Records until the founder has found the third one down. */
export const recorded = async (folder: string): Promise<Scene> => {
  const founder = await opened(folder, 0, [])
  const publisher = await opened(folder, 1, [founder.id])
  const dead = await opened(folder, 2, [founder.id])
  await until(() => hasAnswered(journalOf(folder, 0), dead.id))
  const messages = founder.messages()
  const { origin, boot, sequence } = await publisher.publish(bytes('hello'))
  await messages.next()
  const notices = founder.notices()
  await dead.close()
  while ((await nextAs(notices, 'Down')).peer.id !== dead.id);
  await Promise.all([founder.close(), publisher.close()])
  const rumor = `${origin}/${boot}/${sequence}`
  return { founder: founder.id, publisher: publisher.id, dead: dead.id, rumor }
}

const opened = async (folder: string, index: number, contacts: ReadonlyArray<string>): Promise<Node> => {
  const node = await open({
    bind: '127.0.0.1:0',
    join: contacts,
    config: { profile: 'local' },
    journal: { file: journalOf(folder, index) },
  })
  await node.joined()
  return node
}

/** Of what is built, as the command that reads what it writes. */
const open = async (options: OpenOptions): Promise<Node> => {
  const built: string = new URL('../../dist/shell/node/index.js', import.meta.url).href
  // Built from the very source that has this type.
  const library = (await import(built)) as typeof import('../../shell/node/index.ts')
  return library.open(options)
}

/** Whether the journal of one node shows that another has answered a heartbeat. */
const hasAnswered = (file: string, id: string): boolean => {
  const journal = readJournal(readFileSync(file, 'utf8'))
  if (Either.isLeft(journal)) return false
  return journal.right.entries.some(
    (entry) =>
      entry._tag === 'Seen' &&
      entry.event._tag === 'Received' &&
      entry.event.from === id &&
      entry.event.message._tag === 'Answer',
  )
}
