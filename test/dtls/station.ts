import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import * as Either from 'fp-ts/lib/Either.js'
import { parseConfig } from '../../core/codec/config.ts'
import type { Endpoint } from '../../shell/node/address.ts'
import { makeClock } from '../../shell/node/clock.ts'
import { makeDtls } from '../../shell/node/dtls/dtls.ts'
import { makeEntropy } from '../../shell/node/entropy.ts'
import type { DtlsOptions } from '../../shell/node/index.ts'
import type { MakeLink } from '../../shell/node/link.ts'
import { makePlain } from '../../shell/node/plain.ts'
import { bind } from '../../shell/node/socket.ts'
import { securityOf } from './pair.ts'

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
  const config = parseConfig({ handshakeTimeout: 2_000 })
  const socket = await bind({ host: HOST, port: 0 }, 65_536)()
  if (Either.isLeft(config) || Either.isLeft(socket)) throw new Error('there is no socket')
  const clock = makeClock()
  let heard = ''
  let speaker: Endpoint | null = null
  let failed = 0
  const count = (reason: string): void => {
    if (reason === 'handshakeFailed') failed += 1
  }
  const tools = { config: config.right, clock, entropy: makeEntropy() }
  let accepted = 0
  // A server changes its cipher when the client has shown that it knows the same keys.
  const watched = watch(makePlain(socket.right, config.right, clock), (datagram) => {
    if (datagram[0] === CHANGE_CIPHER_SPEC) accepted += 1
  })
  const link = makeDtls(
    watched,
    security,
    tools,
  )({
    arrived: (datagram, from) => {
      heard += new TextDecoder().decode(datagram)
      speaker = from
    },
    barred: count,
    lost: count,
    drained: () => {},
  })
  return {
    port: socket.right.address().port,
    heard: () => heard,
    speaker: () => speaker,
    accepted: () => accepted,
    failed: () => failed,
    say: (text, to) => link.put(to, new TextEncoder().encode(text), null),
    close: link.close,
  }
}

const watch =
  (make: MakeLink, see: (datagram: Uint8Array) => void): MakeLink =>
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
