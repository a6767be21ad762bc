import { X509Certificate } from 'node:crypto'
import { isIPv6, SocketAddress } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import type { Address, NodeId } from '../../../core/id.ts'
import { formatAddress, parseAddress } from '../address.ts'

/**
 * For which ids a certificate speaks, by its subject alternative names:
 * - `URI:gossip://10.0.0.1:7946` for that id alone, also `URI:gossip://[::1]:7946` or with a name of DNS;
 * - `IP:10.0.0.1` or `DNS:node.example` for every id on that host, whatever its port.
 *
 * All other names count for nothing, and a wildcard is no name of a host. A certificate that is used as client and as
 * server has both in its extended key usage, or none there.
 */
export interface Names {
  readonly ids: ReadonlySet<string>
  readonly hosts: ReadonlySet<string>
}

const SCHEME = 'gossip://'

/** The names of a certificate in DER. */
export const namesOf = (certificate: Uint8Array): Names =>
  readNames(new X509Certificate(certificate).subjectAltName ?? '')

/** Whether a certificate with these names speaks for this id. */
export const vouches = ({ ids, hosts }: Names, id: NodeId): boolean => {
  const endpoint = parseAddress(id)
  return (
    Either.isRight(endpoint) && (ids.has(formatAddress(endpoint.right)) || hosts.has(endpoint.right.host))
  )
}

// A value with anything unusual in it is quoted, and is left out: no id and no host has such characters.
const ENTRY = /^(URI|DNS|IP Address):([^"]*)$/
const ENTRIES = /(?:[^",]|"(?:[^"\\]|\\.)*")+/g

/** Reads the names as Node.js writes them: `DNS:a.example, IP Address:10.0.0.1, URI:"quoted, if need be"`. */
export const readNames = (text: string): Names => {
  const ids = new Set<string>()
  const hosts = new Set<string>()
  for (const entry of text.match(ENTRIES) ?? []) {
    const [, kind, value = ''] = ENTRY.exec(entry.trim()) ?? []
    if (kind === 'URI') {
      const id = idOf(value)
      if (id !== null) ids.add(id)
    } else if (kind !== undefined) hosts.add(canonical(value))
  }
  return { ids, hosts }
}

const idOf = (uri: string): Address | null => {
  if (!uri.startsWith(SCHEME)) return null
  const endpoint = parseAddress(uri.slice(SCHEME.length))
  return Either.isRight(endpoint) ? formatAddress(endpoint.right) : null
}

const canonical = (host: string): string =>
  isIPv6(host) ? new SocketAddress({ address: host, family: 'ipv6' }).address : host.toLowerCase()
