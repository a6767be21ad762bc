import { type Channel, dataOf } from './channel.ts'

/**
 * Joins the ends of many channels (one MessagePort a worker, say) into one: what comes in at one goes out at all
 * others. Gives the function that takes it apart again; the channels stay open.
 */
export const relay = (channels: ReadonlyArray<Channel>): (() => void) => {
  const wires = channels.map((channel) => {
    const listener = (event: unknown): void => {
      const data = dataOf(event)
      for (const other of channels) if (other !== channel) other.postMessage(data)
    }
    channel.addEventListener('message', listener)
    channel.start?.()
    return () => channel.removeEventListener('message', listener)
  })
  return () => {
    for (const cut of wires) cut()
  }
}
