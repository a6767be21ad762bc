import { lookup } from 'node:dns/promises'
import { isIPv4, isIPv6 } from 'node:net'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { OpenError } from '../error.ts'
import { type Endpoint, isLiteral } from './address.ts'

/** All the places that a name stands for, in the order of the resolver; an IP address stands for itself. */
export const resolve = (endpoint: Endpoint): TaskEither.TaskEither<OpenError, ReadonlyArray<Endpoint>> =>
  isLiteral(endpoint)
    ? TaskEither.right([endpoint])
    : TaskEither.tryCatch(
        async () => {
          const found = await lookup(endpoint.host, { all: true, verbatim: true })
          return found.map(({ address }) => ({ host: address, port: endpoint.port }))
        },
        (error) => ({ _tag: 'NameUnknown', name: endpoint.host, code: codeOf(error) }),
      )

/** Node.js marks system errors with a `code`; whatever else is thrown has none. */
export const codeOf = (error: unknown): string => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : String(error)
}

/** The same place as a socket of this family writes it, or null where it can't send there. */
export const reachable = (
  endpoint: Endpoint,
  family: 'udp4' | 'udp6',
  isDualStack: boolean,
): Endpoint | null => {
  if (family === 'udp4') return isIPv4(endpoint.host) ? endpoint : null
  if (isIPv6(endpoint.host)) return endpoint
  return isDualStack ? { host: `::ffff:${endpoint.host}`, port: endpoint.port } : null
}
