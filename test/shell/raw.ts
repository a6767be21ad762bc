import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { type Envelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import { asBoot, asNodeId, type NodeId } from '../../core/id.ts'
import type { Rumor } from '../../core/message.ts'

/** A socket that speaks no protocol of its own: it hears and says nothing unless told to. */
export interface RawSocket {
  readonly id: NodeId
  readonly send: (to: NodeId, datagram: Uint8Array) => void
  /** What has come so far. */
  readonly heard: () => ReadonlyArray<Uint8Array>
}

export const rawSocket = async (): Promise<RawSocket> => {
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  const heard: Uint8Array[] = []
  socket.on('message', (datagram) => void heard.push(datagram))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    id: asNodeId(`127.0.0.1:${socket.address().port}`),
    send: (to, datagram) => socket.send(datagram, Number(to.slice(to.lastIndexOf(':') + 1)), '127.0.0.1'),
    heard: () => heard,
  }
}

/** A rumor of a node that does not exist, in an envelope for `recipient`, with parts of both replaced. */
export const rumorFor = (
  recipient: NodeId,
  sequence: number,
  { message, ...envelope }: Partial<Omit<Envelope, 'message'>> & { readonly message?: Partial<Rumor> } = {},
): Uint8Array =>
  encodeEnvelope({
    group: 'gossip',
    sender: asNodeId('stranger:1'),
    boot: asBoot(1),
    sequence,
    recipient,
    ...envelope,
    message: {
      _tag: 'Rumor',
      origin: asNodeId('stranger:1'),
      boot: asBoot(1),
      sequence,
      hops: 1,
      age: 0,
      payload: Uint8Array.of(sequence),
      eager: false,
      part: 0,
      parts: 1,
      ...message,
    },
  })
