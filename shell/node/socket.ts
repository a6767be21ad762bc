import { createSocket, type Socket, type SocketOptions } from 'node:dgram'
import { isIPv6 } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { OpenError } from '../error.ts'
import { type Endpoint, formatAddress } from './address.ts'
import { codeOf } from './resolve.ts'

/** Only IP addresses of its own family reach the socket, so there is nothing to look up. */
const literal =
  (family: 4 | 6): NonNullable<SocketOptions['lookup']> =>
  (host, _options, answer) =>
    answer(null, host, family)

/** Binds one UDP socket to an IP address, with buffers of the wanted size, or as near as the kernel allows. */
export const bind =
  (at: Endpoint, buffer: number): TaskEither<OpenError, Socket> =>
  () =>
    new Promise((resolve) => {
      const family = isIPv6(at.host) ? 6 : 4
      const socket = createSocket({ type: `udp${family}`, lookup: literal(family) })
      socket.once('error', (error) => {
        socket.close()
        resolve(Either.left(failureOf(at, codeOf(error))))
      })
      socket.bind({ address: at.host, port: at.port, exclusive: true }, () => {
        socket.removeAllListeners('error')
        // Nobody sends yet, and what fails to arrive before the transport listens is lost as any datagram may be.
        socket.on('error', () => undefined)
        size(socket, buffer)
        resolve(Either.right(socket))
      })
    })

/** Asks for large buffers; a kernel that refuses leaves its default, which pacing can live with. */
const size = (socket: Socket, bytes: number): void => {
  try {
    socket.setRecvBufferSize(bytes)
    socket.setSendBufferSize(bytes)
  } catch {
    return
  }
}

const failureOf = (at: Endpoint, code: string): OpenError => {
  const address = formatAddress(at)
  switch (code) {
    case 'EADDRINUSE':
      return { _tag: 'PortTaken', address }
    case 'EACCES':
      return { _tag: 'PortForbidden', address }
    case 'EADDRNOTAVAIL':
      return { _tag: 'AddressNotHere', address }
    default:
      return { _tag: 'SocketFailed', address, code }
  }
}
