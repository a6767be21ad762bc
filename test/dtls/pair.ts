import * as Either from 'fp-ts/lib/Either.js'
import { type Association, makeClient, makeServer, type Output } from '../../shell/node/dtls/association.ts'
import type { Context } from '../../shell/node/dtls/context.ts'
import { readHello, verifyRequest } from '../../shell/node/dtls/hello.ts'
import { openSecurity, type Security } from '../../shell/node/dtls/security.ts'
import type { DtlsOptions } from '../../shell/node/index.ts'
import { makeAuthority } from './authority.ts'

export const MTU = 1_200

export const securityOf = async (options: DtlsOptions): Promise<Security> => {
  const security = await openSecurity(options)()
  if (Either.isLeft(security)) throw new Error(JSON.stringify(security.left))
  return security.right
}

/** Of a certificate with these names, by an authority that has issued nothing else. */
export const newSecurity = async (names: string): Promise<Security> => {
  const authority = makeAuthority()
  try {
    return await securityOf(authority.issue(names))
  } finally {
    authority.remove()
  }
}

/** Two ends, the client with its first words behind it, and the hello that shows the cookie. */
export interface Pair {
  readonly client: Association
  readonly server: Association
  /** What the server has to say to that. */
  readonly first: Output
}

export const begin = (client: Context, server: Context = client, mtu = MTU): Pair => {
  const [dialing, { datagrams }] = makeClient(client, mtu)
  const hello = readHello(datagrams[0] ?? new Uint8Array(0))
  if (hello === null) throw new Error('the client said no hello')
  const [again] = dialing.feed(verifyRequest(hello, new Uint8Array(32))).datagrams
  if (again === undefined) throw new Error('the client did not say it again')
  const [answering, first] = makeServer(server, mtu, again)
  return { client: dialing, server: answering, first }
}

/** Carries everything that either end says to the other until nobody says anything more. */
export const settle = ({ client, server, first }: Pair): void => {
  let flight = first.datagrams
  for (let isClient = true; flight.length > 0; isClient = !isClient) {
    const receiver = isClient ? client : server
    flight = flight.flatMap((datagram) => receiver.feed(datagram).datagrams)
  }
}

export const statuses = ({ client, server }: Pair): ReadonlyArray<string> => [
  client.status(),
  server.status(),
]

export const end = ({ client, server }: Pair): void => {
  client.close()
  server.close()
}
