/* What every way to open a node shares with its users. */

export type { ConfigInput } from '../core/codec/config.ts'
export type { Address, NodeId, RumorId } from '../core/id.ts'
export type { Delivered, Left } from '../core/notice.ts'
export type { BarReason, Barred } from './barred.ts'
export type { Counters } from './counters.ts'
export type { CredentialInvalid, DtlsUnavailable } from './dtls.ts'
export {
  type CommandError,
  explain,
  GossipError,
  type GossipFailure,
  type JoinError,
  type OpenError,
} from './error.ts'
export type { Node } from './face.ts'
export type { JournalUnavailable, JournalUnwritten } from './journal.ts'
export type { KeyError, KeyRefused, KeysFlaw, KeysUnavailable } from './keys.ts'
export type { Member, Views } from './member.ts'
export type {
  MemoryFlaw,
  MemoryNotice,
  MemoryUnavailable,
  MemoryUnreadable,
  MemoryUnwritten,
} from './memory.ts'
export type { ShellDropReason, ShellNotice } from './notice.ts'
export type { Reading } from './reading.ts'
