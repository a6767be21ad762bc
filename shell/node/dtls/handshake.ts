import { after, asInstant, earlier, type Instant, isDue } from '../../../core/time.ts'
import { type Association, makeClient, makeServer, type Output } from './association.ts'
import { type Hello, readHello } from './hello.ts'
import type { Line, Surroundings } from './line.ts'
import { type DtlsRecord, hasShortRecord } from './record.ts'

/** An association that is not open yet. */
export interface Handshake {
  readonly role: 'client' | 'server'
  readonly association: Association
  readonly begunAt: Instant
  /** Of the client's hello, so both ends know it. */
  readonly random: Uint8Array
  /** Gives what came decrypted right behind the last word of the handshake. */
  readonly feed: (datagram: Uint8Array, records: ReadonlyArray<DtlsRecord>) => ReadonlyArray<Uint8Array>
  /** Sends again what is due. */
  readonly ring: () => void
  /** When `ring` is due, or all is too late. */
  readonly next: () => Instant | null
  readonly isLate: () => boolean
  readonly close: () => void
}

/** Sends a hello of this node's. */
export const dial = (surroundings: Surroundings, line: Line): Handshake => {
  const [association, begun] = makeClient(surroundings.context, surroundings.config.datagramLimit)
  const hello = readHello(begun.datagrams[0] ?? new Uint8Array(0))
  const random = hello?.random ?? new Uint8Array(0)
  return shake(surroundings, line, { role: 'client', association, random, begun })
}

/** Answers a hello whose cookie is right. */
export const answer = (
  surroundings: Surroundings,
  line: Line,
  { random }: Hello,
  datagram: Uint8Array,
): Handshake => {
  const [association, begun] = makeServer(surroundings.context, surroundings.config.datagramLimit, datagram)
  // A copy: what it lies in is the socket's.
  return shake(surroundings, line, { role: 'server', association, random: random.slice(), begun })
}

interface Begun extends Pick<Handshake, 'role' | 'association' | 'random'> {
  readonly begun: Output
}

const shake = (
  { config, clock }: Surroundings,
  line: Line,
  { role, association, random, begun }: Begun,
): Handshake => {
  const begunAt = clock.now()
  const deadline = after(begunAt, config.handshakeTimeout)
  let dueAt: Instant | null = null
  const settle = ({ datagrams, plaintexts }: Output): ReadonlyArray<Uint8Array> => {
    datagrams.forEach(line.transmit)
    const timeout = association.timeout()
    dueAt = timeout === null ? null : asInstant(clock.now() + timeout)
    return plaintexts
  }
  settle(begun)
  return {
    role,
    begunAt,
    association,
    random,
    feed: (datagram, records) => {
      if (!hasShortRecord(records, association.overhead())) return settle(association.feed(datagram))
      line.barred('shortRecord')
      return []
    },
    ring: () => {
      if (isDue(dueAt, clock.now())) settle(association.expire())
    },
    next: () => earlier(dueAt, deadline),
    isLate: () => isDue(deadline, clock.now()),
    close: () => void association.close(),
  }
}
