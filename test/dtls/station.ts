import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { Endpoint } from '../../shell/node/address.ts'
import type { DtlsOptions } from '../../shell/node/index.ts'
import type { LinkReceiver, MakeLink } from '../../shell/node/link.ts'
import { securityOf } from './pair.ts'
import { deaf, openSocket } from './socket.ts'

const HOST = '127.0.0.1'
const CHANGE_CIPHER_SPEC = 20

/** A link over DTLS on a socket of its own, and what came of it. */
export interface Station {
  readonly port: number
  readonly heard: () => string
  /** Who spoke last. */
  readonly speaker: () => Endpoint | null
  /** Handshakes as server in which the client's last word was right. */
  readonly accepted: () => number
  /** Handshakes that came to nothing, whoever began them. */
  readonly failed: () => number
  readonly say: (text: string, to: Endpoint) => boolean
  readonly close: () => Promise<void>
}

export const openStation = async (dtls: DtlsOptions): Promise<Station> => {
  const security = await securityOf(dtls)
  let heard = ''
  let speaker: Endpoint | null = null
  let failed = 0
  const count = (reason: string): void => {
    if (reason === 'handshakeFailed') failed += 1
  }
  let accepted = 0
  // A server changes its cipher when the client has shown that it knows the same keys.
  const around = watch((datagram) => {
    if (datagram[0] === CHANGE_CIPHER_SPEC) accepted += 1
  })
  const receiver: LinkReceiver = {
    ...deaf,
    arrived: (datagram, from) => {
      heard += new TextDecoder().decode(datagram)
      speaker = from
    },
    barred: count,
    lost: count,
  }
  const { link, port } = await openSocket(security, {
    config: { handshakeTimeout: 2_000 },
    receiver,
    around,
  })
  return {
    port,
    heard: () => heard,
    speaker: () => speaker,
    accepted: () => accepted,
    failed: () => failed,
    say: (text, to) => link.put(to, new TextEncoder().encode(text), null),
    close: link.close,
  }
}

const watch =
  (see: (datagram: Uint8Array) => void) =>
  (make: MakeLink): MakeLink =>
  (receiver) => {
    const link = make(receiver)
    return {
      ...link,
      put: (place, datagram, to) => {
        see(datagram)
        return link.put(place, datagram, to)
      },
    }
  }

/** A port of the loopback address that nobody uses. */
export const freePort = async (): Promise<number> => {
  const socket = createSocket('udp4')
  socket.bind(0, HOST)
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  await once(socket, 'close')
  return port
}
