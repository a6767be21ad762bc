import { type Association, makeClient, makeServer } from './association.ts'
import { type Context, type Credentials, makeContext } from './context.ts'
import { readHello, verifyRequest } from './hello.ts'
import type { OpenSsl } from './openssl.ts'

const MTU = 1_200

// More than any handshake has; it ends one that gets nowhere.
const FLIGHTS = 16

const TRIAL: Credentials = {
  _tag: 'Psk',
  identity: 'self-test',
  key: new Uint8Array(32).fill(0x5a),
}

/** What goes wrong when two ends in this process open, exchange a datagram each way and close; null where nothing does. */
export const selfTest = (openssl: OpenSsl): string | null => {
  try {
    const context = makeContext(openssl, TRIAL)
    const outcome = rehearse(context)
    context.release()
    return outcome ? null : 'two ends in this process could not talk to each other'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** Whether two ends with these credentials accept each other. */
export const rehearse = (context: Context): boolean => {
  const ends = meet(context)
  if (ends === null) return false
  const [client, server] = ends
  const isHeard = hears(client, server) && hears(server, client)
  for (const farewell of client.close()) server.feed(farewell)
  const isOver = server.status() === 'dead'
  server.close()
  return isHeard && isOver
}

const meet = (context: Context): readonly [client: Association, server: Association] | null => {
  const [client, { datagrams: first }] = makeClient(context, MTU)
  const hello = readHello(first[0] ?? new Uint8Array(0))
  const [again] = hello === null ? [] : client.feed(verifyRequest(hello, new Uint8Array(32))).datagrams
  if (again === undefined) {
    client.close()
    return null
  }
  const [server, { datagrams }] = makeServer(context, MTU, again)
  let flight = datagrams
  for (let turn = 0; turn < FLIGHTS && flight.length > 0; turn++) {
    const receiver = turn % 2 === 0 ? client : server
    flight = flight.flatMap((datagram) => receiver.feed(datagram).datagrams)
  }
  if (client.status() === 'open' && server.status() === 'open') return [client, server]
  client.close()
  server.close()
  return null
}

const hears = (listener: Association, speaker: Association): boolean => {
  const word = Uint8Array.of(1, 2, 3)
  const sealed = speaker.seal(word)
  if (sealed === null) return false
  const [heard] = listener.feed(sealed).plaintexts
  return heard !== undefined && Buffer.compare(heard, word) === 0
}
