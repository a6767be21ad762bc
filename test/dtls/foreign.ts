import { readFileSync, writeFileSync } from 'node:fs'
import type { DtlsOptions } from '../../shell/node/index.ts'

/** A program of others that speaks DTLS: how it is called, and what it says when it listens. */
export interface Foreign {
  readonly name: string
  readonly command: string
  readonly role: 'client' | 'server'
  readonly args: (port: number, dtls: DtlsOptions | null) => ReadonlyArray<string>
  readonly listening: RegExp
}

const SUITE = 'ECDHE-PSK-CHACHA20-POLY1305'
const SUITES = 'NORMAL:-VERS-ALL:+VERS-DTLS1.2:-KX-ALL:+ECDHE-PSK'

const digitsOf = (file: string): string => readFileSync(file, 'utf8').trim()

/** With a certificate, a key, or nothing to show at all. */
const ofOpenSsl = (dtls: DtlsOptions | null): ReadonlyArray<string> => {
  if (dtls === null) return []
  if ('psk' in dtls)
    return ['-psk', digitsOf(dtls.psk), '-psk_identity', dtls.identity ?? 'gossip', '-cipher', SUITE]
  return ['-cert', dtls.cert, '-key', dtls.key, '-CAfile', dtls.ca, '-verify_return_error']
}

const ofGnuTls = (dtls: DtlsOptions | null): ReadonlyArray<string> =>
  dtls === null || 'psk' in dtls
    ? []
    : ['--x509cafile', dtls.ca, '--x509certfile', dtls.cert, '--x509keyfile', dtls.key]

/** The file of keys that gnutls-serv reads. */
const passwords = (dtls: DtlsOptions | null): ReadonlyArray<string> => {
  if (dtls === null || !('psk' in dtls)) return []
  const file = `${dtls.psk}.gnutls`
  writeFileSync(file, `${dtls.identity ?? 'gossip'}:${digitsOf(dtls.psk)}\n`, { mode: 0o600 })
  return ['--pskpasswd', file, '--priority', SUITES]
}

export const foreigners: ReadonlyArray<Foreign> = [
  {
    name: 'openssl s_client',
    command: 'openssl',
    role: 'client',
    args: (port, dtls) => ['s_client', '-dtls1_2', '-connect', `127.0.0.1:${port}`, ...ofOpenSsl(dtls)],
    listening: /^/,
  },
  {
    name: 'openssl s_server',
    command: 'openssl',
    role: 'server',
    args: (port, dtls) => [
      ...['s_server', '-dtls1_2', '-accept', `127.0.0.1:${port}`],
      ...(dtls === null || 'psk' in dtls ? ['-nocert'] : ['-Verify', '1']),
      ...ofOpenSsl(dtls),
    ],
    listening: /ACCEPT/,
  },
  {
    name: 'gnutls-cli',
    command: 'gnutls-cli',
    role: 'client',
    args: (port, dtls) => [
      ...['--udp', '--port', String(port), ...ofGnuTls(dtls)],
      ...(dtls !== null && 'psk' in dtls
        ? ['--pskusername', dtls.identity ?? 'gossip', '--pskkey', digitsOf(dtls.psk), '--priority', SUITES]
        : ['--priority', 'NORMAL:-VERS-ALL:+VERS-DTLS1.2']),
      '127.0.0.1',
    ],
    listening: /^/,
  },
  {
    name: 'gnutls-serv',
    command: 'gnutls-serv',
    role: 'server',
    args: (port, dtls) => [
      ...['--udp', '--echo', '--port', String(port), ...ofGnuTls(dtls), ...passwords(dtls)],
      ...(dtls !== null && 'psk' in dtls ? [] : ['--require-client-cert', '--verify-client-cert']),
    ],
    listening: /listening on/,
  },
]
