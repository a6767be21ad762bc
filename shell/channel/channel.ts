/**
 * What a BroadcastChannel, a MessagePort and their kin have in common: whoever is at the other ends hears what is
 * posted here, and nobody hears himself.
 */
export interface Channel {
  postMessage(data: unknown): void
  close(): void
  addEventListener(type: 'message', listener: (event: unknown) => void): void
  removeEventListener(type: 'message', listener: (event: unknown) => void): void
  /** A MessagePort stays mute until it is started. */
  start?(): void
}

/** A datagram on a channel: whom it is for, who says to have posted it, and its bytes. */
export interface Frame {
  readonly to: string
  readonly from: string
  readonly datagram: Uint8Array
}

/** What was posted. The event is declared differently by every runtime, but its `data` is the same. */
export const dataOf = (event: unknown): unknown =>
  typeof event === 'object' && event !== null && 'data' in event ? event.data : undefined

/** Anything may be posted on a channel; what is not a frame is not for us. */
export const frameOf = (data: unknown): Frame | null => {
  if (typeof data !== 'object' || data === null) return null
  if (!('to' in data) || !('from' in data) || !('datagram' in data)) return null
  const { to, from, datagram } = data
  const isFrame = typeof to === 'string' && typeof from === 'string' && datagram instanceof Uint8Array
  return isFrame ? { to, from, datagram } : null
}
