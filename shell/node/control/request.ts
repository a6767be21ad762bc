import * as t from 'io-ts'
import type { KeyEntry } from '../sealed/keyring.ts'

/* What is said over an agent's control socket: a line of JSON each way, then it is closed. */

export type Request =
  | { readonly command: 'keys list' }
  | { readonly command: 'keys install'; readonly key: string }
  | { readonly command: 'keys use'; readonly id: string }
  | { readonly command: 'keys remove'; readonly id: string }

export const request: t.Type<Request, unknown, unknown> = t.union([
  t.strict({ command: t.literal('keys list') }),
  t.strict({ command: t.literal('keys install'), key: t.string }),
  t.strict({ command: t.literal('keys use'), id: t.string }),
  t.strict({ command: t.literal('keys remove'), id: t.string }),
])

export type Reply =
  | { readonly ok: true; readonly keys: ReadonlyArray<KeyEntry> }
  | { readonly ok: false; readonly error: string }

export const reply: t.Type<Reply, unknown, unknown> = t.union([
  t.strict({ ok: t.literal(true), keys: t.readonlyArray(t.strict({ id: t.string, primary: t.boolean })) }),
  t.strict({ ok: t.literal(false), error: t.string }),
])

/** Longer ones are none: a key has 43 characters. */
export const LINE_LIMIT = 4_096

/** Milliseconds after which either end gives up. */
export const PATIENCE_MS = 10_000
