import { answer, dial, type Handshake } from './handshake.ts'
import type { Hello } from './hello.ts'
import type { Line, Surroundings } from './line.ts'
import { makeSession, type Session } from './session.ts'
import { makeWaiting, type Waiting } from './waiting.ts'

/** What is held for one place: at most one session, one handshake, and what waits for it. */
export interface Slot {
  readonly session: () => Session | null
  readonly handshake: () => Handshake | null
  readonly waiting: Waiting
  /**
   * Begins a handshake as client, in place of any other; the oldest one that was answered makes room. False where too
   * many are going on that this node has begun itself.
   */
  readonly dial: () => boolean
  /** Begins one as server, in place of any other. False where too many are going on. */
  readonly answer: (hello: Hello, datagram: Uint8Array) => boolean
  /** The handshake is over and done, and makes the session; the one before ends only now. */
  readonly promote: (handshake: Handshake) => Session
  /** Gives the handshake up, and what waits for it. */
  readonly abandon: () => void
  /** Ends the session. */
  readonly leave: () => void
}

export const makeSlot = (surroundings: Surroundings, line: Line): Slot => {
  const { config, handshakes } = surroundings
  const waiting = makeWaiting(config.sessionQueueLimit, surroundings.queue)
  let session: Session | null = null
  let handshake: Handshake | null = null

  const release = (): void => {
    if (handshake !== null) handshakes.give(line.host)
    handshake = null
  }
  const begin = (make: () => Handshake): boolean => {
    if (handshake === null && handshakes.excess(line.host) !== null) return false
    handshake?.close()
    release()
    handshakes.take(line.host)
    handshake = make()
    return true
  }
  const leave = (): void => {
    if (session === null) return
    session.close()
    session = null
    surroundings.dismiss(line.host)
  }
  return {
    session: () => session,
    handshake: () => handshake,
    waiting,
    dial: () => {
      // What this node wants to say does not wait until strangers have done with their hellos.
      if (handshake === null) surroundings.makeRoom(line.host)
      return begin(() => dial(surroundings, line))
    },
    answer: (hello, datagram) => begin(() => answer(surroundings, line, hello, datagram)),
    promote: ({ association }) => {
      release()
      leave()
      surroundings.admit(line.host)
      session = makeSession(surroundings, line, association)
      return session
    },
    abandon: () => {
      handshake?.close()
      release()
      for (const _ of waiting.drain()) line.lost('handshakeFailed')
    },
    leave,
  }
}
