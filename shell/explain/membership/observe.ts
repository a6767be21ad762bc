import type { Step } from '../../node/journal/replay.ts'
import { onHandovers } from './handover.ts'
import { onHearing } from './hearing.ts'
import type { Ledger, Part } from './ledger.ts'
import { onNotices } from './notice.ts'
import { onRestart } from './restart.ts'
import { onSends } from './sending.ts'
import { onEvent } from './word.ts'

// In the order in which a step goes on: what has come, what it changes, and what is sent.
const parts: ReadonlyArray<Part> = [onHearing, onEvent, onRestart, onNotices, onSends, onHandovers]

/** What a step adds to what is known of the ties between this node and others. */
export const observe = (trail: Ledger['trail'], step: Step): Ledger =>
  parts.reduce<Ledger>((ledger, part) => part(ledger, step), { trail, found: [] })
