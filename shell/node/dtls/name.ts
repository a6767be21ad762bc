import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import type { Address, NodeId } from '../../../core/id.ts'
import { canonicalHost, formatAddress, parseAddress } from '../address.ts'

/**
 * For which ids a certificate speaks, by its subject alternative names (RFC 5280, 4.2.1.6):
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

/**
 * The name that speaks for an id, or for a bare host, in the form that openssl takes: `URI:gossip://10.0.0.1:7000`,
 * `IP:10.0.0.1`, `DNS:node.example`. A host may stand in brackets. Does not look whether there can be such a host.
 */
export const subjectNameOf = (id: string): string => {
  const read = idOf(id)
  if (read !== null) return `URI:${SCHEME}${read}`
  const host = canonicalHost(/^\[(.*)\]$/.exec(id)?.[1] ?? id)
  return `${isIP(host) === 0 ? 'DNS' : 'IP'}:${host}`
}

/** The names of a certificate in DER. */
export const namesOf = (certificate: Uint8Array): Names =>
  readNames(new X509Certificate(certificate).subjectAltName ?? '')

/**
 * Whether a certificate with these names speaks for this id. An id has one spelling: others would be other ids to the
 * group, and one certificate would speak for any number of them.
 */
export const vouches = ({ ids, hosts }: Names, id: NodeId): boolean =>
  idOf(id) === id && (ids.has(id) || hosts.has(hostOf(id)))

/** The same for names one by one, as {@link subjectNameOf} gives them, or as openssl prints them. */
export const vouchesFor = (names: ReadonlyArray<string>, id: NodeId): boolean => vouches(gather(names), id)

// A value with anything unusual in it is quoted, and is left out: no id and no host has such characters.
const ENTRIES = /(?:[^",]|"(?:[^"\\]|\\.)*")+/g

/** Reads the names as Node.js writes them: `DNS:a.example, IP Address:10.0.0.1, URI:"quoted, if need be"`. */
export const readNames = (text: string): Names =>
  gather((text.match(ENTRIES) ?? []).map((entry) => entry.trim()))

const ENTRY = /^(URI|DNS|IP|IP Address):([^"]*)$/

const gather = (entries: ReadonlyArray<string>): Names => {
  const ids = new Set<string>()
  const hosts = new Set<string>()
  for (const entry of entries) {
    const [, kind, value = ''] = ENTRY.exec(entry) ?? []
    const host = canonicalHost(value)
    if (kind === 'URI') {
      const id = value.startsWith(SCHEME) ? idOf(value.slice(SCHEME.length)) : null
      if (id !== null) ids.add(id)
      // A DNS name that reads like an address says nothing of that address.
    } else if (kind !== undefined && (kind === 'DNS') === (isIP(host) === 0)) hosts.add(host)
  }
  return { ids, hosts }
}

/** Of an id that can be read. */
const hostOf = (id: NodeId): string => {
  const endpoint = parseAddress(id)
  return Either.isRight(endpoint) ? endpoint.right.host : ''
}

const idOf = (text: string): Address | null => {
  const endpoint = parseAddress(text)
  return Either.isRight(endpoint) ? formatAddress(endpoint.right) : null
}
