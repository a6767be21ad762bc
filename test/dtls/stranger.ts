import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as Either from 'fp-ts/lib/Either.js'
import { type Context, type Credentials, makeContext } from '../../shell/node/dtls/context.ts'
import { loadOpenSsl } from '../../shell/node/dtls/security.ts'
import type { CertificateOptions } from '../../shell/node/index.ts'

/** Credentials as they are in the files, fit or not: a stranger does not look at its own. */
export const unchecked = ({ cert, key, ca }: CertificateOptions): Credentials => ({
  _tag: 'Certificates',
  chain: [new X509Certificate(readFileSync(cert)).raw],
  key: createPrivateKey(readFileSync(key)).export({ type: 'pkcs8', format: 'der' }),
  authorities: [new X509Certificate(readFileSync(ca)).raw],
})

export const contextOf = async (credentials: Credentials): Promise<Context> => {
  const openssl = await loadOpenSsl()
  if (Either.isLeft(openssl)) throw new Error(openssl.left.problem)
  return makeContext(openssl.right, credentials)
}
