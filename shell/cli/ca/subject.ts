import { createHash } from 'node:crypto'
import { isIP, isIPv6 } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Address } from '../../../core/id.ts'
import type { AddressInvalid } from '../../error.ts'
import { canonicalHost, formatAddress, isWildcard, parseAddress } from '../../node/address.ts'
import { subjectNameOf } from '../../node/dtls/name.ts'

/** Whom a certificate is for: one node, or all nodes of one host. */
export interface Subject {
  /** `host:port` or `[v6]:port`; without the port for a whole host. In one spelling. */
  readonly id: string
  /** The subject alternative name, as openssl takes it. */
  readonly name: string
  /** Names its files, without their endings. No two subjects have the same. */
  readonly file: string
}

/** Reads an id or a bare host. What passes holds nothing that openssl, a shell or a file system gives a meaning. */
export const subjectOf = (text: string): Either.Either<AddressInvalid, Subject> =>
  pipe(
    placeOf(text),
    Either.chain((place) => {
      const problem = problemIn(place)
      if (problem !== null) return invalid(text, problem)
      const id = write(place)
      return Either.right({ id, name: subjectNameOf(id), file: fileOf(place) })
    }),
  )

interface Place {
  readonly host: string
  /** Null for all nodes of the host. */
  readonly port: number | null
}

const invalid = (address: Address, problem: string): Either.Either<AddressInvalid, never> =>
  Either.left({ _tag: 'AddressInvalid', address, problem })

const placeOf = (text: string): Either.Either<AddressInvalid, Place> => {
  // Without brackets nobody could tell whether the last group of an address is meant as a port.
  if (isIPv6(text)) return invalid(text, 'write an IPv6 address in brackets: [v6]:port, or [v6] for its host')
  const bracketed = /^\[(.*)\]$/.exec(text)?.[1]
  if (bracketed !== undefined && isIPv6(bracketed) && !bracketed.includes('%'))
    return Either.right({ host: canonicalHost(bracketed), port: null })
  if (text !== '' && !/[:[\]\s]/.test(text)) return Either.right({ host: canonicalHost(text), port: null })
  return parseAddress(text)
}

const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
const NAME_LIMIT = 253

const problemIn = ({ host, port }: Place): string | null => {
  if (port === 0) return 'port 0 stands for any free port; give the one that the node has'
  if (isWildcard({ host, port: 0 })) return 'no node is at all addresses of a machine; give one of them'
  if (isIP(host) !== 0) return null
  if (/^[\d.]+$/.test(host)) return 'an IPv4 address has four numbers from 0 to 255'
  const isName = host.length <= NAME_LIMIT && host.split('.').every((label) => LABEL.test(label))
  return isName
    ? null
    : 'a name has labels of letters, digits and hyphens with dots between them; no wildcards'
}

const write = ({ host, port }: Place): string => {
  if (port !== null) return formatAddress({ host, port })
  return isIPv6(host) ? `[${host}]` : host
}

// A file's name has 255 bytes at most almost everywhere, its ending and what marks a temporary one included.
const LONG = 128

/** No name of a host has a plus; file systems and shells let it pass. */
const fileOf = ({ host, port }: Place): string => {
  const plain = isIPv6(host) ? `v6+${host.replaceAll(':', '-')}` : host
  const whole = port === null ? plain : `${plain}+${port}`
  if (whole.length <= LONG) return whole
  return `${whole.slice(0, LONG / 2)}+${createHash('sha256').update(whole).digest('hex')}`
}
