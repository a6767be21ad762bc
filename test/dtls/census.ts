import type { Functions } from '../../shell/node/dtls/functions.ts'
import type { Security } from '../../shell/node/dtls/security.ts'

/** Counts what is allocated and freed in OpenSSL. */
export interface Census {
  readonly security: Security
  /** Associations that were begun. */
  readonly begun: () => number
  /** Associations, certificates, addresses and contexts that are not freed. */
  readonly alive: () => number
}

export const countedSecurity = (security: Security): Census => {
  let begun = 0
  let alive = 0
  const born = <A>(made: A): A => {
    if (made !== null) alive += 1
    return made
  }
  const wrap = (call: Functions): Functions => ({
    ...call,
    SSL_new: (context) => {
      begun += 1
      return born(call.SSL_new(context))
    },
    SSL_free: (ssl) => {
      alive -= 1
      return call.SSL_free(ssl)
    },
    SSL_get1_peer_certificate: (ssl) => born(call.SSL_get1_peer_certificate(ssl)),
    X509_free: (certificate) => {
      alive -= 1
      return call.X509_free(certificate)
    },
    BIO_ADDR_new: () => born(call.BIO_ADDR_new()),
    BIO_ADDR_free: (address) => {
      alive -= 1
      return call.BIO_ADDR_free(address)
    },
  })
  return {
    security: {
      ...security,
      makeContext: () => {
        const context = security.makeContext()
        alive += 1
        return {
          ...context,
          openssl: { ...context.openssl, call: wrap(context.openssl.call) },
          release: () => {
            alive -= 1
            context.release()
          },
        }
      },
    },
    begun: () => begun,
    alive: () => alive,
  }
}
