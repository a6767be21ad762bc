/** One sender and one receiver, both in this process. */
export interface Link {
  readonly name: string
  /** Sends one datagram, or tries to. */
  readonly send: () => void
  /** How many have come out at the other end so far. */
  readonly received: () => number
  readonly close: () => Promise<void>
}
