import { isIP, isIPv6, SocketAddress } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import type { Address } from '../../core/id.ts'
import type { AddressInvalid } from '../error.ts'

/** An address taken apart. `host` has no brackets; a name or an IP address. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

const FORM = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/

/** Reads `host:port` or `[v6]:port`, with `host` a name or an IPv4 address. */
export const parseAddress = (address: Address): Either.Either<AddressInvalid, Endpoint> => {
  const invalid = (problem: string): Either.Either<AddressInvalid, Endpoint> =>
    Either.left({ _tag: 'AddressInvalid', address, problem })
  const match = FORM.exec(address)
  if (match === null) return invalid('write host:port, or [v6]:port')
  const [, bracketed, plain, digits] = match
  const port = Number(digits)
  if (port > 65_535) return invalid('a port is at most 65535')
  if (bracketed?.includes('%')) return invalid('an address with a zone means something else on every machine')
  if (bracketed !== undefined && !isIPv6(bracketed)) return invalid('only an IPv6 address stands in brackets')
  return Either.right({ host: canonicalHost(bracketed ?? plain ?? ''), port })
}

/** One spelling for one host, so that ids compare as strings: IPv6 as RFC 5952 has it, names in lower case. */
export const canonicalHost = (host: string): string =>
  isIPv6(host) ? new SocketAddress({ address: host, family: 'ipv6' }).address : host.toLowerCase()

export const formatAddress = ({ host, port }: Endpoint): Address =>
  isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`

const GROUPS = 8

/**
 * Whom strangers count as. Who has one IPv6 address most often has all 2^64 of its network, and so they count as one; an
 * IPv4 address counts for itself, also where it is written as one of IPv6.
 */
export const networkOf = (host: string): string => {
  if (!isIPv6(host) || host.includes('.')) return host
  const [before = [], after = []] = host.split('::').map((part) => (part === '' ? [] : part.split(':')))
  const zeros = new Array<string>(Math.max(0, GROUPS - before.length - after.length)).fill('0')
  return [...before, ...zeros, ...after].slice(0, GROUPS / 2).join(':')
}

export const isLiteral = ({ host }: Endpoint): boolean => isIP(host) !== 0

/** Whether datagrams to it never leave this machine. `host` is an IP address. */
export const isLoopback = ({ host }: Endpoint): boolean => host === '::1' || /^(::ffff:)?127\./.test(host)

/** Whether it stands for all addresses of this machine, and so for none that others could send to. */
export const isWildcard = ({ host }: Endpoint): boolean => host === '::' || host === '0.0.0.0'
