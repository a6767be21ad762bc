import type { Context } from './context.ts'
import { certificateOf, isGcm, listen, makeSsl, repeat, type Ssl, timeoutOf } from './ssl.ts'

/** `dead`: it failed, or one of the ends has closed it; nothing goes through any more. */
export type Status = 'handshaking' | 'open' | 'dead'

/** What came of one call: datagrams for the other end, and what it has sent, decrypted. */
export interface Output {
  readonly datagrams: ReadonlyArray<Uint8Array>
  readonly plaintexts: ReadonlyArray<Uint8Array>
}

/** One end of DTLS 1.2, without a socket and without a clock that it would wait for. */
export interface Association {
  readonly status: () => Status
  /** Takes one datagram. It must consist of whole records, and none may be short; see record.ts. */
  readonly feed: (datagram: Uint8Array) => Output
  /** Encrypts one datagram; null where it is not open, or where that is larger than MTU - 37, or empty. */
  readonly seal: (plaintext: Uint8Array) => Uint8Array | null
  /** In how many milliseconds `expire` wants to be called; null where nothing may have to be sent again. */
  readonly timeout: () => number | null
  /** Gives what has to be sent again. */
  readonly expire: () => Output
  /** Bytes that encryption adds to a record; until it is open, as many as any suite does that may come of it. */
  readonly overhead: () => number
  /** The other end's certificate in DER, when open; null where a shared key is all that it has shown. */
  readonly certificate: () => Uint8Array | null
  /** Gives a farewell if it was open, and frees what it holds. It is dead then. */
  readonly close: () => ReadonlyArray<Uint8Array>
}

/** What encryption adds to a datagram at most: header 13, nonce 8, tag 16. */
export const OVERHEAD = 37

const GCM = 24
const CHACHA20_POLY1305 = 16

const NOTHING: Output = { datagrams: [], plaintexts: [] }

/** Begins as client: its first datagram is its hello. */
export const makeClient = (context: Context, mtu: number): readonly [Association, Output] => {
  const ssl = makeSsl(context, mtu)
  context.openssl.call.SSL_set_connect_state(ssl.pointer)
  return begun(associate(context, ssl, mtu))
}

/** Begins as server, with a hello whose cookie was found to be right. Dead where the hello is none. */
export const makeServer = (
  context: Context,
  mtu: number,
  hello: Uint8Array,
): readonly [Association, Output] => {
  const ssl = makeSsl(context, mtu)
  context.openssl.call.ERR_clear_error()
  context.openssl.call.SSL_set_accept_state(ssl.pointer)
  const isAccepted = listen(context.openssl, ssl, hello)
  const association = associate(context, ssl, mtu)
  if (isAccepted) return begun(association)
  association.close()
  return [association, NOTHING]
}

const begun = (association: Association): readonly [Association, Output] => [
  association,
  association.feed(new Uint8Array(0)),
]

/** Calls with a clean queue of errors, and gives what has to be sent. Whatever is dead after a call is freed. */
interface Life {
  readonly status: () => Status
  readonly become: (status: Status) => void
  readonly work: (act: (ssl: Ssl) => ReadonlyArray<Uint8Array>) => Output
  readonly ask: <A>(question: (ssl: Ssl) => A) => A | null
}

const makeLife = ({ openssl: { call } }: Context, begin: Ssl): Life => {
  let ssl: Ssl | null = begin
  let status: Status = 'handshaking'
  return {
    status: () => status,
    become: (next) => {
      status = next
    },
    work: (act) => {
      if (ssl === null) return NOTHING
      call.ERR_clear_error()
      const plaintexts = act(ssl)
      const datagrams = ssl.take()
      if (status === 'dead') {
        ssl.free()
        ssl = null
        // The queue of errors is also that of everything else in this process that uses OpenSSL.
        call.ERR_clear_error()
      }
      return { datagrams, plaintexts }
    },
    ask: (question) => (ssl === null ? null : question(ssl)),
  }
}

const associate = (context: Context, begin: Ssl, mtu: number): Association => {
  const { openssl, isAuthenticating } = context
  const { status, become, work, ask } = makeLife(context, begin)
  let overhead = isAuthenticating ? GCM : CHACHA20_POLY1305
  const shake = (ssl: Ssl): void => {
    const outcome = ssl.shake()
    if (outcome === 'waiting') return
    become(outcome === 'over' ? 'open' : 'dead')
    overhead = isGcm(openssl, ssl) ? GCM : CHACHA20_POLY1305
  }
  return {
    status,
    overhead: () => overhead,
    feed: (datagram) =>
      work((ssl) => {
        if (datagram.length > 0) ssl.put(datagram)
        if (status() === 'handshaking') shake(ssl)
        if (status() !== 'open') return []
        const { plaintexts, isEnded } = ssl.read()
        ssl.discard()
        if (isEnded) become('dead')
        return plaintexts
      }),
    seal: (plaintext) => {
      const isFit = plaintext.length > 0 && plaintext.length <= mtu - OVERHEAD
      if (status() !== 'open' || !isFit) return null
      const { datagrams } = work(({ pointer }) => {
        if (openssl.call.SSL_write(pointer, plaintext, plaintext.length) <= 0) become('dead')
        return []
      })
      return datagrams[0] ?? null
    },
    timeout: () => ask((ssl) => timeoutOf(openssl, ssl)),
    expire: () =>
      work((ssl) => {
        if (!repeat(openssl, ssl)) become('dead')
        return []
      }),
    certificate: () => (isAuthenticating ? ask((ssl) => certificateOf(openssl, ssl)) : null),
    close: () =>
      work(({ pointer }) => {
        if (status() === 'open') openssl.call.SSL_shutdown(pointer)
        become('dead')
        return []
      }).datagrams,
  }
}
