/* What can go wrong with the file of the group's keys. */

import { obstacles } from './obstacle.ts'

/** What a user has to mend before the keys can be used. Nothing was changed, and no secret is in here. */
export interface KeysUnavailable {
  readonly _tag: 'KeysUnavailable'
  readonly file: string
  readonly flaw: KeysFlaw
}

/**
 * - `system`: what the operating system says.
 * - `exposed`: others than its owner may read or change it; `mode` as chmod writes it.
 * - `large`: it has more bytes than `limit`, and so is no file of keys.
 * - `line`: a line, counted from 1, is no key.
 * - `empty`: there is no key in it.
 * - `secret`: a key was given in place of the path of a file; `file` does not repeat it.
 * - `twice`: a line, counted from 1, has a key that stands before it already.
 * - `tooMany`: more keys than a ring may have.
 */
export type KeysFlaw =
  | { readonly reason: 'system'; readonly code: string }
  | { readonly reason: 'exposed'; readonly mode: string }
  | { readonly reason: 'large'; readonly limit: number }
  | { readonly reason: 'line'; readonly line: number }
  | { readonly reason: 'twice'; readonly line: number }
  | { readonly reason: 'empty' }
  | { readonly reason: 'secret' }
  | { readonly reason: 'tooMany'; readonly limit: number }

/** Why a change of the keys was not made. They are as they were. */
export type KeyError = KeysUnavailable | KeyRefused

/**
 * - `invalid`: what was given is no key.
 * - `known`: there is a key with that id.
 * - `unknown`: there is none with that id.
 * - `primary`: the primary key can't be removed; another has to be used first.
 * - `full`: a ring has no room for more keys.
 */
export interface KeyRefused {
  readonly _tag: 'KeyRefused'
  readonly reason: 'invalid' | 'known' | 'unknown' | 'primary' | 'full'
}

const refusals: Readonly<Record<KeyRefused['reason'], string>> = {
  invalid: 'that is no key; a key has 43 characters of base64url, as gossip keygen prints them',
  known: 'a key with that id is installed already',
  unknown: 'no key with that id is installed; see gossip keys list',
  primary: "the key in use can't be removed; use another one first, on every node",
  full: 'there are as many keys as a ring may have; remove one first',
}

const flawed = (flaw: KeysFlaw): string => {
  switch (flaw.reason) {
    case 'system':
      return flaw.code === 'ENOENT'
        ? 'there is no such file; make one with gossip keygen --out FILE'
        : (obstacles[flaw.code] ?? flaw.code)
    case 'exposed':
      return `others than its owner may read or change it (${flaw.mode}); do chmod 600 with it, and take new keys if somebody may have read it`
    case 'large':
      return `it is larger than ${flaw.limit} bytes; give the file that gossip keygen made`
    case 'line':
      return `line ${flaw.line} is no key; each line is a key, as gossip keygen prints them, the first one seals`
    case 'twice':
      return `line ${flaw.line} has a key that stands before it already; remove one of the lines`
    case 'empty':
      return 'there is no key in it; make one with gossip keygen'
    case 'secret':
      return 'that is a key, and no file of keys; write it to a file that only you may read, or in code give keysOf(key)'
    case 'tooMany':
      return `there are more than ${flaw.limit} keys in it; remove those that nobody uses any more`
  }
}

/** A sentence for a person: what is wrong, and what to do about it. */
export const explainKeys = (error: KeyError): string =>
  error._tag === 'KeyRefused'
    ? `refused: ${refusals[error.reason]}`
    : `the keys in ${JSON.stringify(error.file)} can't be used: ${flawed(error.flaw)}`
