import {
  BIO_C_SET_BUF_MEM_EOF_RETURN,
  BIO_CTRL_RESET,
  DTLS_CTRL_GET_TIMEOUT,
  DTLS_CTRL_HANDLE_TIMEOUT,
  DTLS_CTRL_SET_LINK_MTU,
  SSL_CTRL_SET_MTU,
  SSL_ERROR_WANT_READ,
  X509_V_OK,
} from './constant.ts'
import type { Context } from './context.ts'
import type { Pointer } from './functions.ts'
import type { OpenSsl } from './openssl.ts'
import { packRecords } from './record.ts'

/** An SSL object of OpenSSL between two pieces of memory. Nothing may be called after `free`. */
export interface Ssl {
  readonly pointer: Pointer<'SSL'>
  readonly put: (datagram: Uint8Array) => void
  /** Forgets what was put and not read. */
  readonly discard: () => void
  /** What it wants to send, in datagrams. */
  readonly take: () => ReadonlyArray<Uint8Array>
  /** `over`: done, and the other end is who it says; `waiting`: for its next datagram. */
  readonly shake: () => 'over' | 'waiting' | 'failed'
  /** What was put, decrypted; and whether nothing more can come. */
  readonly read: () => { readonly plaintexts: ReadonlyArray<Uint8Array>; readonly isEnded: boolean }
  readonly free: () => void
}

// Larger than any record; for one call at a time.
const scratch = new Uint8Array(65_536)

export const makeSsl = (context: Context, mtu: number): Ssl => {
  const { call } = context.openssl
  const pointer = call.SSL_new(context.pointer)
  const incoming = call.BIO_new(call.BIO_s_mem())
  const outgoing = call.BIO_new(call.BIO_s_mem())
  // Nothing goes on without memory.
  if (pointer === null || incoming === null || outgoing === null) throw new Error('OpenSSL is out of memory')
  for (const bio of [incoming, outgoing]) call.BIO_ctrl(bio, BIO_C_SET_BUF_MEM_EOF_RETURN, -1, null)
  // Both belong to the SSL object from now on, and go with it.
  call.SSL_set_bio(pointer, incoming, outgoing)
  call.SSL_ctrl(pointer, DTLS_CTRL_SET_LINK_MTU, mtu, null)
  call.SSL_ctrl(pointer, SSL_CTRL_SET_MTU, mtu, null)
  const isWaiting = (outcome: number): boolean => call.SSL_get_error(pointer, outcome) === SSL_ERROR_WANT_READ
  return {
    pointer,
    put: (datagram) => void call.BIO_write(incoming, datagram, datagram.length),
    discard: () => void call.BIO_ctrl(incoming, BIO_CTRL_RESET, 0, null),
    take: () => taken(context.openssl, outgoing, mtu),
    shake: () => {
      const outcome = call.SSL_do_handshake(pointer)
      if (outcome === 1) return call.SSL_get_verify_result(pointer) === X509_V_OK ? 'over' : 'failed'
      return isWaiting(outcome) ? 'waiting' : 'failed'
    },
    read: () => {
      const plaintexts: Uint8Array[] = []
      do {
        const length = call.SSL_read(pointer, scratch, scratch.length)
        if (length <= 0) return { plaintexts, isEnded: !isWaiting(length) }
        plaintexts.push(scratch.slice(0, length))
      } while (call.SSL_has_pending(pointer) === 1)
      return { plaintexts, isEnded: false }
    },
    free: () => call.SSL_free(pointer),
  }
}

const taken = ({ call }: OpenSsl, outgoing: Pointer<'BIO'>, mtu: number): ReadonlyArray<Uint8Array> => {
  const length = call.BIO_ctrl_pending(outgoing)
  if (length === 0) return []
  const bytes = new Uint8Array(length)
  call.BIO_read(outgoing, bytes, length)
  return packRecords(bytes, mtu)
}

/** Hands over a hello whose cookie was found to be right; false where it is none that OpenSSL takes. */
export const listen = ({ call }: OpenSsl, ssl: Ssl, hello: Uint8Array): boolean => {
  const address = call.BIO_ADDR_new()
  if (address === null) return false
  ssl.put(hello)
  // It takes the numbers of messages and records from the hello, which the handshake goes on from.
  const isAccepted = call.DTLSv1_listen(ssl.pointer, address) === 1
  call.BIO_ADDR_free(address)
  return isAccepted
}

/** In how many milliseconds something may have to be sent again; null where nothing waits for an answer. */
export const timeoutOf = ({ call, longSize }: OpenSsl, { pointer }: Ssl): number | null => {
  // struct timeval { long tv_sec; long tv_usec; }, of which the low halves say all.
  const timeval = new Uint8Array(2 * longSize)
  if (Number(call.SSL_ctrl(pointer, DTLS_CTRL_GET_TIMEOUT, 0, timeval)) !== 1) return null
  const view = new DataView(timeval.buffer)
  return view.getUint32(0, true) * 1_000 + Math.ceil(view.getUint32(longSize, true) / 1_000)
}

/** Sends again what is due; false where that was tried too often. */
export const repeat = ({ call }: OpenSsl, { pointer }: Ssl): boolean =>
  Number(call.SSL_ctrl(pointer, DTLS_CTRL_HANDLE_TIMEOUT, 0, null)) >= 0

/** Whether the suite that both ends agreed on encrypts with AES-GCM. */
export const isGcm = ({ call }: OpenSsl, { pointer }: Ssl): boolean => {
  const cipher = call.SSL_get_current_cipher(pointer)
  return cipher !== null && call.SSL_CIPHER_get_name(cipher).includes('GCM')
}

/** The other end's certificate, in DER. */
export const certificateOf = ({ call }: OpenSsl, { pointer }: Ssl): Uint8Array | null => {
  const certificate = call.SSL_get1_peer_certificate(pointer)
  if (certificate === null) return null
  const bio = call.BIO_new(call.BIO_s_mem())
  // Nothing goes on without memory.
  if (bio === null) throw new Error('OpenSSL is out of memory')
  call.i2d_X509_bio(bio, certificate)
  call.X509_free(certificate)
  const der = new Uint8Array(call.BIO_ctrl_pending(bio))
  call.BIO_read(bio, der, der.length)
  call.BIO_free(bio)
  return der
}
