import { asNodeId, type Message, type Millis, type NodeId } from '../../core/index.ts'

/** Reads the words that follow a command. A word that makes no sense is an error that says what would. */

export const idOf = (word: string | undefined): NodeId => {
  if (word === undefined || !/^[a-z]+$/.test(word)) throw new Error(`${word} is no node such as a`)
  return asNodeId(word)
}

export const wholeOf = (word: string | undefined): number => {
  if (word === undefined || !/^\d+$/.test(word)) throw new Error(`${word} is no whole number`)
  return Number(word)
}

const UNITS: Readonly<Record<string, Millis>> = { ms: 1, s: 1_000, m: 60_000 }

export const durationOf = (word: string | undefined): Millis => {
  const [, digits, unit] = /^(\d+)(ms|s|m)$/.exec(word ?? '') ?? []
  const millis = unit === undefined ? undefined : UNITS[unit]
  if (millis === undefined) throw new Error(`${word} is no duration such as 100ms, 3s or 1m`)
  return Number(digits) * millis
}

export const linkOf = (word: string | undefined): readonly [from: string, to: string] => {
  const [, from, to] = /^([a-z]+)->([a-z]+)$/.exec(word ?? '') ?? []
  if (from === undefined || to === undefined) throw new Error(`${word} is no link such as a->b`)
  return [from, to]
}

/** Two lists of nodes with a bar between them. */
export const partsOf = (
  words: ReadonlyArray<string>,
): readonly [ReadonlyArray<NodeId>, ReadonlyArray<NodeId>] => {
  const bar = words.indexOf('|')
  if (bar < 1 || bar === words.length - 1) throw new Error(`${words.join(' ')} is not of the form a b | c d`)
  return [words.slice(0, bar).map(idOf), words.slice(bar + 1).map(idOf)]
}

const KINDS: Readonly<Record<Message['_tag'], Message['_tag']>> = {
  Walk: 'Walk',
  Contact: 'Contact',
  Subscribe: 'Subscribe',
  Forwarded: 'Forwarded',
  Kept: 'Kept',
  Unsubscribe: 'Unsubscribe',
  Acknowledge: 'Acknowledge',
  Heartbeat: 'Heartbeat',
  Rumor: 'Rumor',
  Release: 'Release',
  Answer: 'Answer',
  Announce: 'Announce',
  Graft: 'Graft',
  Prune: 'Prune',
  Digest: 'Digest',
  Probe: 'Probe',
  Alive: 'Alive',
}

export const kindOf = (word: string): Message['_tag'] => {
  const kind = Object.values(KINDS).find((name) => name === word)
  if (kind === undefined)
    throw new Error(`${word} is no kind of message; there are ${Object.keys(KINDS).join(', ')}`)
  return kind
}

/** A text, or so many bytes of any. */
export const payloadOf = (words: ReadonlyArray<string>): Uint8Array => {
  const payload = words.join(' ')
  const [, text] = /^"([^"]*)"$/.exec(payload) ?? []
  const [, size] = /^(\d+) bytes$/.exec(payload) ?? []
  if (text === undefined && size === undefined) {
    throw new Error(`${payload} is no text in double quotes, nor a size such as 2000 bytes`)
  }
  return new TextEncoder().encode(text ?? '.'.repeat(Number(size)))
}
