import { asInstant } from '../core/time.ts'
import type { Clock, MakeAlarm } from './capability.ts'

/** Datagrams were not let in. Each is counted. */
export interface Barred {
  readonly _tag: 'Barred'
  readonly reason: BarReason
  /** How many since the last notice of this reason. */
  readonly times: number
}

/**
 * What any transport may find:
 * - `receiveQueueFull`: the operating system had no room for it; counted on Linux alone, where it says so.
 * - `oversized`, `malformed`, `otherVersion`: no datagram of this protocol, or of this version of it.
 * - `otherGroup`, `otherRecipient`: meant for another group, or for another node.
 * - `otherSender`: it names another sender than the one that has proved itself.
 * - `sourceTooFast`, `allTooFast`: over `sourceRate` from one address, over `receiveRate` from all.
 *
 * Of sealed datagrams, in the order in which it is looked at:
 * - `unsealed`: no sealed datagram, or of another version.
 * - `unknownKey`: sealed with a key that this node does not have; refused before any cryptography.
 * - `strangersTooFast`: of an unknown life, and more of those come than `strangerRate`; over DTLS, a hello with a right cookie.
 * - `replayed`: its counter has come before, or is too far behind.
 * - `notAuthentic`: not sealed with that key, changed on the way, or meant for another recipient.
 * - `clockSkew`: sealed longer ago, or later, than `clockSkew` allows; look at the clocks.
 * - `livesFull`: more than `lifeLimit` lives were heard lately.
 *
 * Over DTLS:
 * - `notDtls`: not made of whole records, or a first word that came in pieces.
 * - `wrongCookie`: a cookie that was not made for this client, or long ago; it gets another one.
 * - `handshakesFull`: `handshakeLimit` handshakes are going on, or `handshakeHostLimit` with that host, or one
 *   that this node begins has taken the place of the oldest that it answers.
 * - `noSession`: from somebody with whom there is no session, or no more.
 * - `shortRecord`: a record too short to be encrypted, which only somebody without keys can have made.
 * - `handshakeFailed`: no certificate or key that counts here, another version or cipher, or not in `handshakeTimeout`.
 */
export type BarReason =
  | 'receiveQueueFull'
  | 'oversized'
  | 'malformed'
  | 'otherVersion'
  | 'otherGroup'
  | 'otherRecipient'
  | 'otherSender'
  | 'sourceTooFast'
  | 'allTooFast'
  | 'unsealed'
  | 'unknownKey'
  | 'strangersTooFast'
  | 'replayed'
  | 'notAuthentic'
  | 'clockSkew'
  | 'livesFull'
  | 'notDtls'
  | 'wrongCookie'
  | 'handshakesFull'
  | 'noSession'
  | 'shortRecord'
  | 'handshakeFailed'

// A flood must not become a flood of notices, which would drive out those that matter.
const INTERVAL_MS = 1_000

interface Bars {
  readonly bar: (reason: BarReason, times: number) => void
  readonly close: () => void
}

/** Announces the first at once, and what follows within a second of it together, so that nothing is multiplied. */
export const makeBars = (clock: Clock, makeAlarm: MakeAlarm, announce: (notice: Barred) => void): Bars => {
  // Reasons of which a notice was given within the last second, with what came since.
  const pending = new Map<BarReason, number>()
  const tell = (reason: BarReason, times: number): void => announce({ _tag: 'Barred', reason, times })
  const alarm = makeAlarm(() => {
    for (const [reason, times] of [...pending]) {
      if (times > 0) tell(reason, times)
      if (times > 0) pending.set(reason, 0)
      else pending.delete(reason)
    }
    if (pending.size > 0) ring()
  })
  const ring = (): void => alarm.set(asInstant(clock.now() + INTERVAL_MS))
  return {
    bar: (reason, times) => {
      const before = pending.get(reason)
      if (before !== undefined) return void pending.set(reason, before + times)
      if (pending.size === 0) ring()
      pending.set(reason, 0)
      tell(reason, times)
    },
    close: () => {
      alarm.set(null)
      for (const [reason, times] of pending) if (times > 0) tell(reason, times)
      pending.clear()
    },
  }
}
