import type { NodeId, Peer, RumorId } from '../core/id.ts'
import type { Dropped, Notice } from '../core/notice.ts'
import type { Barred } from './barred.ts'
import type { JournalUnwritten } from './journal.ts'
import type { MemoryNotice } from './memory.ts'

/** What an application hears: the core's notices, what the shell itself had to drop or kept out, and trouble with files. */
export type ShellNotice =
  | Exclude<Notice, Dropped>
  | ShellDropped
  | Dropped
  | Barred
  | MemoryNotice
  | JournalUnwritten

/** The shell could not keep something. Every one of them is counted as well. */
export interface ShellDropped {
  readonly _tag: 'Dropped'
  readonly reason: ShellDropReason
  readonly from: NodeId | null
  readonly about: RumorId | Peer | null
}

/**
 * Of what arrives:
 * - `mailboxFull`: more events wait than `mailboxLimit`.
 *
 * Of what is to be sent:
 * - `sendQueueFull`: more datagrams wait than `sendQueueLimit`.
 * - `sendFailed`: the operating system refused it.
 * - `handshakeFailed`: it waited for a session with its recipient, and none came about.
 * - `recipientUnproven`: whoever is where the recipient should be has not proved to be the recipient.
 *
 * Of what is to be read:
 * - `readerSlow`: the oldest that a reader has not taken, because its limit is reached.
 */
export type ShellDropReason =
  | 'mailboxFull'
  | 'sendQueueFull'
  | 'sendFailed'
  | 'handshakeFailed'
  | 'recipientUnproven'
  | 'readerSlow'

export const dropped = (
  reason: ShellDropReason,
  from: NodeId | null = null,
  about: RumorId | null = null,
): ShellDropped => ({
  _tag: 'Dropped',
  reason,
  from,
  about,
})
