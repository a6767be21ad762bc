import {
  DTLS1_2_VERSION,
  SSL_CTRL_CHAIN_CERT,
  SSL_CTRL_MODE,
  SSL_CTRL_SET_MAX_PROTO_VERSION,
  SSL_CTRL_SET_MIN_PROTO_VERSION,
  SSL_CTRL_SET_SESS_CACHE_MODE,
  SSL_MODE_RELEASE_BUFFERS,
  SSL_OP_COOKIE_EXCHANGE,
  SSL_OP_NO_COMPRESSION,
  SSL_OP_NO_QUERY_MTU,
  SSL_OP_NO_RENEGOTIATION,
  SSL_OP_NO_TICKET,
  SSL_SESS_CACHE_OFF,
  SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
  SSL_VERIFY_PEER,
} from './constant.ts'
import type { Pointer } from './functions.ts'
import type { OpenSsl } from './openssl.ts'
import type { Secret } from './psk.ts'

/** A node's certificate, the intermediate ones after it, its key (PKCS #8), and whom it believes; all in DER. */
export interface Certificates {
  readonly _tag: 'Certificates'
  readonly chain: ReadonlyArray<Uint8Array>
  readonly key: Uint8Array
  readonly authorities: ReadonlyArray<Uint8Array>
}

export type Credentials = Certificates | (Secret & { readonly _tag: 'Psk' })

/** What all sessions of a node have in common. */
export interface Context {
  readonly openssl: OpenSsl
  readonly pointer: Pointer<'SSL_CTX'>
  readonly isAuthenticating: boolean
  /** Once, after the last session. */
  readonly release: () => void
}

// Forward secrecy and authenticated encryption, nothing else.
const SUITES: { readonly [K in Credentials['_tag']]: string } = {
  Certificates: 'ECDHE+AESGCM:ECDHE+CHACHA20:!PSK:!aNULL:@SECLEVEL=2',
  Psk: 'ECDHE-PSK-CHACHA20-POLY1305:@SECLEVEL=2',
}

const OPTIONS = [
  SSL_OP_NO_QUERY_MTU,
  SSL_OP_COOKIE_EXCHANGE,
  SSL_OP_NO_TICKET,
  SSL_OP_NO_COMPRESSION,
  SSL_OP_NO_RENEGOTIATION,
].reduce((all, option) => all | option, 0)

/** Throws what OpenSSL has against the credentials. */
export const makeContext = (openssl: OpenSsl, credentials: Credentials): Context => {
  const { call } = openssl
  call.ERR_clear_error()
  const pointer = call.SSL_CTX_new(call.DTLS_method())
  if (pointer === null) throw new Error(reasonOf(openssl))
  let releaseMore = (): void => {}
  const release = (): void => {
    call.SSL_CTX_free(pointer)
    releaseMore()
  }
  try {
    restrict(openssl, pointer, credentials._tag)
    if (credentials._tag === 'Certificates') certify(openssl, pointer, credentials)
    else releaseMore = share(openssl, pointer, credentials)
  } catch (error) {
    release()
    throw error
  }
  return { openssl, pointer, isAuthenticating: credentials._tag === 'Certificates', release }
}

const restrict = (openssl: OpenSsl, context: Pointer<'SSL_CTX'>, kind: Credentials['_tag']): void => {
  const { call, isServer } = openssl
  const set = (command: number, value: number): number | bigint =>
    call.SSL_CTX_ctrl(context, command, value, null)
  set(SSL_CTRL_SET_MIN_PROTO_VERSION, DTLS1_2_VERSION)
  set(SSL_CTRL_SET_MAX_PROTO_VERSION, DTLS1_2_VERSION)
  set(SSL_CTRL_SET_SESS_CACHE_MODE, SSL_SESS_CACHE_OFF)
  set(SSL_CTRL_MODE, SSL_MODE_RELEASE_BUFFERS)
  call.SSL_CTX_set_options(context, OPTIONS)
  // Cookies are made and checked before OpenSSL sees a hello; it still asks, and the answer is always yes.
  call.SSL_CTX_set_cookie_verify_cb(context, isServer)
  must(openssl, call.SSL_CTX_set_cipher_list(context, SUITES[kind]))
}

const certify = (openssl: OpenSsl, context: Pointer<'SSL_CTX'>, credentials: Certificates): void => {
  const { call } = openssl
  call.SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, null)
  const store = call.SSL_CTX_get_cert_store(context)
  for (const authority of credentials.authorities)
    withCertificate(openssl, authority, (one) => call.X509_STORE_add_cert(store, one))
  for (const [place, certificate] of credentials.chain.entries())
    withCertificate(openssl, certificate, (one) =>
      place === 0
        ? call.SSL_CTX_use_certificate(context, one)
        : call.SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 1, one),
    )
  const key = withBytes(openssl, credentials.key, (bio) => call.d2i_PrivateKey_bio(bio, null))
  if (key === null) throw new Error(reasonOf(openssl))
  const isUsed = call.SSL_CTX_use_PrivateKey(context, key)
  call.EVP_PKEY_free(key)
  must(openssl, isUsed)
}

const share = (openssl: OpenSsl, context: Pointer<'SSL_CTX'>, secret: Secret): (() => void) => {
  const { client, server, release } = openssl.registerPsk(secret)
  openssl.call.SSL_CTX_set_psk_client_callback(context, client)
  openssl.call.SSL_CTX_set_psk_server_callback(context, server)
  return release
}

const withCertificate = (
  openssl: OpenSsl,
  der: Uint8Array,
  use: (certificate: Pointer<'X509'>) => number | bigint,
): void => {
  const certificate = withBytes(openssl, der, (bio) => openssl.call.d2i_X509_bio(bio, null))
  if (certificate === null) throw new Error(reasonOf(openssl))
  // Whoever keeps it counts itself as one more owner.
  const isUsed = use(certificate)
  openssl.call.X509_free(certificate)
  must(openssl, isUsed)
}

const withBytes = <A>({ call }: OpenSsl, bytes: Uint8Array, read: (bio: Pointer<'BIO'>) => A): A | null => {
  const bio = call.BIO_new(call.BIO_s_mem())
  if (bio === null) return null
  call.BIO_write(bio, bytes, bytes.length)
  const result = read(bio)
  call.BIO_free(bio)
  return result
}

const must = (openssl: OpenSsl, outcome: number | bigint): void => {
  if (outcome !== 1) throw new Error(reasonOf(openssl))
}

const reasonOf = ({ call }: OpenSsl): string => {
  const code = call.ERR_get_error()
  const reason = call.ERR_reason_error_string(code)
  call.ERR_clear_error()
  return reason ?? `OpenSSL error ${code}`
}
