import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CertificateOptions, PskOptions } from '../../shell/node/index.ts'

/** An authority in a folder of its own, made with the `openssl` command. */
export interface Authority {
  readonly folder: string
  /** The file of its certificate. */
  readonly ca: string
  readonly issue: (names: string, terms?: Terms) => CertificateOptions
  /** A certificate that nobody but its owner has signed. */
  readonly issueSelfSigned: (names: string) => CertificateOptions
  /** A file with a new key that a group may share. */
  readonly share: () => PskOptions
  readonly remove: () => void
}

export interface Terms {
  /** How long it is valid; below zero, it has expired. */
  readonly days?: number
  /** What it may be used for; by default for everything. */
  readonly usage?: string
  readonly algorithm?: Algorithm
}

type Algorithm = keyof typeof algorithms

const algorithms = {
  'P-256': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  RSA: ['-newkey', 'rsa:2048'],
  Ed25519: ['-newkey', 'ed25519'],
} as const

const openssl = (args: ReadonlyArray<string>): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

export const makeAuthority = (): Authority => {
  const folder = mkdtempSync(join(tmpdir(), 'gossip-dtls-'))
  const ca = join(folder, 'ca.pem')
  const caKey = join(folder, 'ca.key')
  openssl(selfSigned(caKey, ca, []))
  let issued = 0
  const fresh = (): CertificateOptions => {
    issued += 1
    return { cert: join(folder, `${issued}.pem`), key: join(folder, `${issued}.key`), ca }
  }
  return {
    folder,
    ca,
    issue: (names, { days = 30, usage, algorithm = 'P-256' } = {}) => {
      const files = fresh()
      const request = join(folder, 'request')
      const uses = usage === undefined ? [] : ['-addext', `extendedKeyUsage=${usage}`]
      const named = ['-addext', `subjectAltName=${names}`, ...uses]
      openssl([
        ...['req', ...algorithms[algorithm], '-nodes', '-subj', '/CN=node'],
        ...['-keyout', files.key, '-out', request, ...named],
      ])
      chmodSync(files.key, 0o600)
      const signed = ['-CA', ca, '-CAkey', caKey, '-days', String(days), '-copy_extensions', 'copy']
      openssl(['x509', '-req', '-in', request, ...signed, '-out', files.cert])
      return files
    },
    issueSelfSigned: (names) => {
      const files = fresh()
      openssl(selfSigned(files.key, files.cert, ['-addext', `subjectAltName=${names}`]))
      chmodSync(files.key, 0o600)
      return files
    },
    share: () => {
      issued += 1
      const psk = join(folder, `${issued}.psk`)
      writeFileSync(psk, openssl(['rand', '-hex', '32']), { mode: 0o600 })
      return { psk }
    },
    remove: () => rmSync(folder, { recursive: true }),
  }
}

const selfSigned = (key: string, cert: string, more: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...['req', '-x509', ...algorithms['P-256'], '-nodes', '-days', '30', '-subj', '/CN=authority'],
  ...['-keyout', key, '-out', cert, ...more],
]
