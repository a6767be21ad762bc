import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/* A process of its own that sends datagrams to a port of the loopback address: PORT COUNT RATE HEX. */

const [port = 0, total = 0, rate = 1] = process.argv.slice(2, 5).map(Number)
const datagram = Buffer.from(process.argv[5] ?? '', 'hex')

// Loopback addresses, so that the datagrams come from many hosts.
const HOSTS = 64

const open = async (host: string): Promise<Socket> => {
  const socket = createSocket({ type: 'udp4', lookup: (name, _options, answer) => answer(null, name, 4) })
  // It may listen before this function goes on.
  const listening = once(socket, 'listening')
  socket.bind(0, host)
  await listening
  // Nobody reads the answers.
  socket.on('message', () => undefined)
  return socket
}

const sockets = await Promise.all(Array.from({ length: HOSTS }, (_, nth) => open(`127.0.1.${nth + 1}`)))
const start = performance.now()
for (let sent = 0; sent < total; ) {
  const due = Math.min(total, Math.floor(((performance.now() - start) * rate) / 1_000))
  for (; sent < due; sent++) sockets[sent % HOSTS]?.send(datagram, port, '127.0.0.1')
  await sleep(1)
}
process.exit(0)
