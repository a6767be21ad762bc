import type { Instant } from '../../../core/time.ts'
import type { Handshake } from './handshake.ts'
import type { Hello } from './hello.ts'
import type { Line, Surroundings } from './line.ts'
import { type DtlsRecord, HANDSHAKE } from './record.ts'
import type { Session } from './session.ts'
import { makeSlot, type Slot } from './slot.ts'
import type { Parcel } from './waiting.ts'

/** Whoever is at one place: a session with them, a handshake for the next one, or both. */
export interface Peer {
  /** False where the datagram was dropped, since there is no room. */
  readonly put: (parcel: Parcel) => boolean
  /** Takes a hello whose cookie is right. */
  readonly accept: (hello: Hello, datagram: Uint8Array) => void
  readonly feed: (datagram: Uint8Array, records: ReadonlyArray<DtlsRecord>) => void
  /** Does what is due. */
  readonly ring: () => void
  /** When something is due. */
  readonly next: () => Instant | null
  /** When the session was used last; null where there is none. */
  readonly usedAt: () => Instant | null
  /** Since when a hello of theirs is being answered; null where none is. */
  readonly answeringSince: () => Instant | null
  /** Answers no more, since others need the room. */
  readonly makeRoom: () => void
  /** Whether there is neither a session nor a handshake. */
  readonly isGone: () => boolean
  /** Ends the session, and leaves a handshake alone. */
  readonly leave: () => void
  readonly close: () => void
}

// With fewer, a lossy network would keep some apart; with more, what waits would be too old to be of use.
const ATTEMPTS = 2

export const makePeer = (surroundings: Surroundings, line: Line): Peer => {
  const slot = makeSlot(surroundings, line)
  const { session, handshake, waiting } = slot
  let attempts = 0
  const dial = (attempt: number): boolean => {
    attempts = attempt
    return slot.dial()
  }
  return {
    put: (parcel) => {
      const open = session()
      if (open !== null && !open.isSilent()) {
        const isSent = open.send(parcel)
        if (open.isOver()) slot.leave()
        return isSent
      }
      return (handshake() !== null || dial(1)) && waiting.put(parcel)
    },
    accept: (hello, datagram) => {
      if (isOurs(handshake(), hello)) return
      if (!slot.answer(hello, datagram)) line.barred('handshakesFull')
      else if (handshake()?.association.status() === 'dead') fail(slot, line, true)
    },
    feed: (datagram, records) => feed(slot, line, datagram, records),
    ring: () => {
      const current = handshake()
      if (current === null) {
        if (session()?.isSilent() === true && !dial(1)) slot.leave()
        return
      }
      current.ring()
      if (current.association.status() === 'dead') return fail(slot, line, true)
      if (!current.isLate()) return
      const isWorthIt = current.role === 'client' && attempts < ATTEMPTS && !waiting.isEmpty()
      if (!isWorthIt || !dial(attempts + 1)) fail(slot, line, current.role === 'server')
    },
    next: () => {
      const current = handshake()
      return current === null ? (session()?.askedUntil() ?? null) : current.next()
    },
    usedAt: () => session()?.usedAt() ?? null,
    answeringSince: () => (handshake()?.role === 'server' ? (handshake()?.begunAt ?? null) : null),
    makeRoom: () => makeRoom(slot, line),
    isGone: () => session() === null && handshake() === null,
    leave: slot.leave,
    close: () => {
      slot.abandon()
      slot.leave()
    },
  }
}

/**
 * Whether the handshake that is going on stays. When both ends dial at the same time, that of the smaller random number
 * stays, which both ends see; and a hello that comes again begins nothing new.
 */
const isOurs = (current: Handshake | null, { random }: Hello): boolean => {
  if (current === null) return false
  const order = Buffer.compare(current.random, random)
  return current.role === 'client' ? order < 0 : order === 0
}

/** With a handshake beside a session, both from one place: only what is encrypted and no handshake is for the session. */
const feed = (slot: Slot, line: Line, datagram: Uint8Array, records: ReadonlyArray<DtlsRecord>): void => {
  const [open, current] = [slot.session(), slot.handshake()]
  const [first] = records
  const isShaking = first?.epoch === 0 || first?.type === HANDSHAKE
  if (current !== null && (open === null || isShaking)) goOn(slot, line, current, datagram, records)
  else if (open !== null) {
    open.feed(datagram, records)
    if (open.isOver()) slot.leave()
  }
}

const goOn = (
  slot: Slot,
  line: Line,
  current: Handshake,
  datagram: Uint8Array,
  records: ReadonlyArray<DtlsRecord>,
): void => {
  const plaintexts = current.feed(datagram, records)
  const status = current.association.status()
  if (status === 'dead') return fail(slot, line, true)
  if (status === 'open') begin(slot, line, slot.promote(current), plaintexts)
}

const begin = (slot: Slot, line: Line, session: Session, plaintexts: ReadonlyArray<Uint8Array>): void => {
  for (const parcel of slot.waiting.drain()) if (!session.send(parcel)) line.lost('sendQueueFull')
  session.hear(plaintexts)
}

const makeRoom = (slot: Slot, line: Line): void => {
  line.barred('handshakesFull')
  fail(slot, line, false)
}

/** `isFault`: the other end is to blame, as far as one can tell. */
const fail = (slot: Slot, line: Line, isFault: boolean): void => {
  if (isFault) line.barred('handshakeFailed')
  slot.abandon()
  // It was the last hope of a session that says nothing any more.
  if (slot.session()?.isSilent() === true) slot.leave()
}
