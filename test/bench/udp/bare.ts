import { createSocket, type Socket } from 'node:dgram'
import { config } from '../config.ts'
import type { Link } from './link.ts'

const HOST = '127.0.0.1'

/** As the nodes do it: nothing is looked up, and the buffers are as large. */
const bind = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket({ type: 'udp4', lookup: (host, _options, answer) => answer(null, host, 4) })
    socket.once('error', reject)
    socket.bind(0, HOST, () => {
      socket.setRecvBufferSize(config.socketBuffer)
      socket.setSendBufferSize(config.socketBuffer)
      resolve(socket)
    })
  })

const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.close(() => resolve()))

/** Two sockets and nothing else. The same bytes each time, which spares this side even making them. */
export const openBare = async (size: number): Promise<Link> => {
  const [from, to] = [await bind(), await bind()]
  const datagram = new Uint8Array(size).fill(0x5a)
  const { port } = to.address()
  let received = 0
  to.on('message', () => {
    received += 1
  })
  return {
    name: 'bare node:dgram',
    send: () => from.send(datagram, port, HOST),
    received: () => received,
    close: async () => {
      await closed(from)
      await closed(to)
    },
  }
}
