import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { CredentialInvalid } from '../../dtls.ts'
import type { Credentials } from './context.ts'
import { invalid, readPrivate, readPublic } from './credential-file.ts'
import type { CertificateOptions, DtlsOptions, PskOptions } from './options.ts'

/** Reads the files, and says what is wrong with any of them. */
export const readCredentials = (
  options: DtlsOptions,
): TaskEither.TaskEither<CredentialInvalid, Credentials> =>
  'psk' in options ? readKey(options) : readCertificates(options)

const readKey = ({
  psk,
  identity = 'gossip',
}: PskOptions): TaskEither.TaskEither<CredentialInvalid, Credentials> =>
  pipe(
    readPrivate(psk),
    TaskEither.chainEitherK((text): Either.Either<CredentialInvalid, Credentials> => {
      const digits = text.trim()
      // 16 to 64 bytes, as two digits each.
      if (!/^(?:[\da-f]{2}){16,64}$/i.test(digits))
        return invalid(psk, 'it must hold 32 to 128 hexadecimal digits; openssl rand -hex 32 makes some')
      const size = Buffer.byteLength(identity)
      if (size < 1 || size > 64 || identity.includes('\0'))
        return invalid(psk, 'the identity must have 1 to 64 bytes')
      return Either.right({ _tag: 'Psk', identity, key: new Uint8Array(Buffer.from(digits, 'hex')) })
    }),
  )

const readCertificates = ({
  cert,
  key,
  ca,
}: CertificateOptions): TaskEither.TaskEither<CredentialInvalid, Credentials> =>
  pipe(
    TaskEither.Do,
    TaskEither.bind('chain', () =>
      pipe(
        readPublic(cert),
        TaskEither.chainEitherK((text) => parseCertificates(cert, text)),
      ),
    ),
    TaskEither.bind('secret', () =>
      pipe(
        readPrivate(key),
        TaskEither.chainEitherK((text) => parseKey(key, text)),
      ),
    ),
    TaskEither.bind('authorities', () =>
      pipe(
        readPublic(ca),
        TaskEither.chainEitherK((text) => parseCertificates(ca, text)),
      ),
    ),
    TaskEither.chainEitherK(
      ({ chain, secret, authorities }): Either.Either<CredentialInvalid, Credentials> => {
        const [own] = chain
        if (own?.checkPrivateKey(secret) !== true) return invalid(key, `it is not the key of ${cert}`)
        if (Date.parse(own.validTo) < Date.now()) return invalid(cert, `it has expired, ${own.validTo}`)
        return Either.right({
          _tag: 'Certificates',
          chain: chain.map(({ raw }) => raw),
          key: secret.export({ type: 'pkcs8', format: 'der' }),
          authorities: authorities.map(({ raw }) => raw),
        })
      },
    ),
  )

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

const parseCertificates = (
  file: string,
  text: string,
): Either.Either<CredentialInvalid, ReadonlyArray<X509Certificate>> => {
  const blocks = text.match(BLOCK) ?? []
  if (blocks.length === 0) return invalid(file, 'there is no certificate in it; it must be in PEM')
  return Either.tryCatch(
    () => blocks.map((block) => new X509Certificate(block)),
    () => ({ _tag: 'CredentialInvalid', file, problem: 'a certificate in it is damaged' }),
  )
}

const parseKey = (file: string, text: string): Either.Either<CredentialInvalid, KeyObject> =>
  Either.tryCatch(
    () => createPrivateKey(text),
    // What the parser says is left out: it is about a secret.
    () => ({
      _tag: 'CredentialInvalid',
      file,
      problem: 'there is no private key in it; it must be in PEM, not encrypted',
    }),
  )
