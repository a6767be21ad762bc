import type { NodeId } from '../../../core/id.ts'
import { after, type Instant, isDue } from '../../../core/time.ts'
import type { Vouching } from '../../capability.ts'
import type { Association } from './association.ts'
import type { Line, Surroundings } from './line.ts'
import { type Names, namesOf, vouches } from './name.ts'
import type { DtlsRecord } from './record.ts'
import { hasShortRecord } from './record.ts'
import type { Parcel } from './waiting.ts'

/** An open association, and what is known of the other end. */
export interface Session {
  /** False where the datagram was dropped, since there is no room, or since the session has just ended. */
  readonly send: (parcel: Parcel) => boolean
  readonly feed: (datagram: Uint8Array, records: ReadonlyArray<DtlsRecord>) => void
  /** Takes what was decrypted. */
  readonly hear: (plaintexts: ReadonlyArray<Uint8Array>) => void
  /** When it was used last. */
  readonly usedAt: () => Instant
  /** Until when the other end has to show that it still stands; null where it was not asked. */
  readonly askedUntil: () => Instant | null
  /** Whether the other end was asked, and has not answered in time. */
  readonly isSilent: () => boolean
  readonly isOver: () => boolean
  /** Ends it; the other end is told. */
  readonly close: () => void
}

// Datagrams of one byte, which no envelope is: they ask, and answer, whether a session still stands at both ends. A
// peer that has restarted has lost its keys, and all that is sent to it would be swallowed without a word.
const PING = Uint8Array.of(0)
const PONG = Uint8Array.of(1)

export const makeSession = (
  { config, clock, context }: Surroundings,
  line: Line,
  association: Association,
): Session => {
  const sender = context.isAuthenticating ? vouchingOf(association.certificate()) : null
  let usedAt = clock.now()
  let heardAt = usedAt
  let askedUntil: Instant | null = null

  const put = (plaintext: Uint8Array): boolean => {
    const sealed = association.seal(plaintext)
    return sealed !== null && line.transmit(sealed)
  }
  const ask = (now: Instant): void => {
    if (askedUntil !== null || now - heardAt < config.sessionIdle) return
    askedUntil = after(now, config.handshakeTimeout)
    put(PING)
  }
  const hear = (plaintexts: ReadonlyArray<Uint8Array>): void => {
    for (const plaintext of plaintexts) {
      heardAt = usedAt = clock.now()
      askedUntil = null
      if (plaintext.length > 1) line.arrived(plaintext, sender)
      else if (plaintext[0] === PING[0]) put(PONG)
    }
  }
  return {
    send: ({ datagram, to }) => {
      if (sender !== null && to !== null && !sender(to)) {
        line.lost('recipientUnproven')
        return true
      }
      usedAt = clock.now()
      ask(usedAt)
      return put(datagram)
    },
    feed: (datagram, records) => {
      if (hasShortRecord(records, association.overhead())) return line.barred('shortRecord')
      const { datagrams, plaintexts } = association.feed(datagram)
      datagrams.forEach(line.transmit)
      hear(plaintexts)
    },
    hear,
    usedAt: () => usedAt,
    askedUntil: () => askedUntil,
    isSilent: () => isDue(askedUntil, clock.now()),
    isOver: () => association.status() === 'dead',
    close: () => association.close().forEach(line.transmit),
  }
}

const NO_NAMES: Names = { ids: new Set(), hosts: new Set() }

/** Which ids the other end may bear; with a shared key it would be any. Without a certificate it is none. */
const vouchingOf = (certificate: Uint8Array | null): Vouching => {
  const names = certificate === null ? NO_NAMES : namesOrNone(certificate)
  // Most often it is the same one again.
  let latest: NodeId | null = null
  return (id) => {
    if (id === latest) return true
    if (!vouches(names, id)) return false
    latest = id
    return true
  }
}

/** Of a certificate that OpenSSL has accepted. What only one of two parsers understands says nothing. */
const namesOrNone = (certificate: Uint8Array): Names => {
  try {
    return namesOf(certificate)
  } catch {
    return NO_NAMES
  }
}
