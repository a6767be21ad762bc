import type { Message } from '../core/message.ts'
import type { DropReason, RejectReason } from '../core/notice.ts'
import type { BarReason } from './barred.ts'
import type { ShellDropReason, ShellNotice } from './notice.ts'

type Counts<K extends string> = Readonly<Partial<Record<K, number>>>

/** What a node has done since it was opened. A key that is absent stands for 0. */
export interface Counters {
  /** Messages that arrived and reached the core, by kind. */
  readonly received: Counts<Message['_tag']>
  /** Messages that the core sent, by kind, including those that were dropped on the way out. */
  readonly sent: Counts<Message['_tag']>
  readonly bytesReceived: number
  readonly bytesSent: number
  readonly notices: Counts<ShellNotice['_tag']>
  /** Everything that was dropped or kept out, by reason. */
  readonly dropped: Counts<DropReason | RejectReason | ShellDropReason | BarReason>
}

export interface Tally {
  readonly received: (message: Message, bytes: number) => void
  readonly sent: (message: Message, bytes: number) => void
  readonly noticed: (notice: ShellNotice) => void
  readonly barred: (reason: BarReason, times: number) => void
  readonly read: () => Counters
}

export const makeTally = (): Tally => {
  const received: Partial<Record<Message['_tag'], number>> = {}
  const sent: Partial<Record<Message['_tag'], number>> = {}
  const notices: Partial<Record<ShellNotice['_tag'], number>> = {}
  const dropped: Partial<Record<DropReason | RejectReason | ShellDropReason | BarReason, number>> = {}
  let bytesReceived = 0
  let bytesSent = 0
  const count = <K extends string>(counts: Partial<Record<K, number>>, key: K, times = 1): void => {
    counts[key] = (counts[key] ?? 0) + times
  }
  return {
    received: (message, bytes) => {
      count(received, message._tag)
      bytesReceived += bytes
    },
    sent: (message, bytes) => {
      count(sent, message._tag)
      bytesSent += bytes
    },
    noticed: (notice) => {
      count(notices, notice._tag)
      if (notice._tag === 'Dropped' || notice._tag === 'Rejected') count(dropped, notice.reason)
    },
    barred: (reason, times) => count(dropped, reason, times),
    read: () => ({
      received: { ...received },
      sent: { ...sent },
      bytesReceived,
      bytesSent,
      notices: { ...notices },
      dropped: { ...dropped },
    }),
  }
}
