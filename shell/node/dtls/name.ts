import { isIP } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import type { NodeId } from '../../../core/id.ts'
import { canonicalHost, type Endpoint, formatAddress, parseAddress } from '../address.ts'

/*
 * How a certificate says which nodes it is for, as standard tools write it (RFC 5280, 4.2.1.6): a URI name
 * `gossip://` with an id is for that id; an IP address or a DNS name is for every id on that host.
 */

const SCHEME = 'gossip://'

/**
 * The subject alternative name for an id or a bare host, in the form that openssl takes: `URI:gossip://10.0.0.1:7000`,
 * `IP:10.0.0.1`, `DNS:node.example`. A host may stand in brackets. Does not look whether there can be such a host.
 */
export const subjectNameOf = (id: string): string => {
  const endpoint = read(id)
  if (endpoint !== null) return `URI:${SCHEME}${formatAddress(endpoint)}`
  const host = canonicalHost(/^\[(.*)\]$/.exec(id)?.[1] ?? id)
  return `${isIP(host) === 0 ? 'DNS' : 'IP'}:${host}`
}

/**
 * Whether one of these subject alternative names is for this id. Takes them in the form of {@link subjectNameOf},
 * or as openssl and Node.js print them (`IP Address:`), in any spelling of an IPv6 address. A wildcard is for nobody.
 */
export const vouchesFor = (names: ReadonlyArray<string>, id: NodeId): boolean => {
  const endpoint = read(id)
  return endpoint !== null && names.some((name) => isFor(name, endpoint))
}

const FORM = /^(URI|IP|IP Address|DNS):(.*)$/s

const isFor = (name: string, { host, port }: Endpoint): boolean => {
  const [, kind, value = ''] = FORM.exec(name) ?? []
  if (kind === 'URI') {
    const named = value.startsWith(SCHEME) ? read(value.slice(SCHEME.length)) : null
    return named !== null && named.host === host && named.port === port
  }
  // A DNS name that reads like an address says nothing of that address.
  const isRightKind = kind !== undefined && (kind === 'DNS') === (isIP(host) === 0)
  return isRightKind && canonicalHost(value) === host
}

const read = (id: string): Endpoint | null => {
  const endpoint = parseAddress(id)
  return Either.isRight(endpoint) ? endpoint.right : null
}
