import * as Either from 'fp-ts/lib/Either.js'
import type { DtlsUnavailable } from '../../dtls.ts'
import type { Functions, Pointer } from './functions.ts'
import { prototypes } from './prototypes.ts'
import { answerPsk, type PskCallbacks, type Secret } from './psk.ts'

type Koffi = typeof import('koffi')

/** The OpenSSL that Node.js itself uses. */
export interface OpenSsl {
  readonly call: Functions
  /** A C function that says yes of every server: it stands in for a callback that checks cookies. */
  readonly isServer: Pointer<'function'>
  readonly registerPsk: (secret: Secret) => PskCallbacks
  /** Bytes of a C `long`. */
  readonly longSize: number
}

const OLDEST = 0x3000_0000

const unavailable = (problem: string): Either.Either<DtlsUnavailable, never> =>
  Either.left({ _tag: 'DtlsUnavailable', problem })

/** Finds the functions in the running process. */
export const findOpenSsl = async (): Promise<Either.Either<DtlsUnavailable, OpenSsl>> => {
  const koffi = await import('koffi').catch(() => null)
  if (koffi === null) return unavailable('the package koffi can not be loaded; npm install koffi')
  try {
    const openssl = bind(koffi)
    const name = openssl.call.OpenSSL_version(0)
    const isFit = name.startsWith('OpenSSL ') && openssl.call.OpenSSL_version_num() >= OLDEST
    return isFit ? Either.right(openssl) : unavailable(`it needs OpenSSL 3, and this runtime has ${name}`)
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    return unavailable(`it needs the OpenSSL of Node.js, and this runtime does not show one (${what})`)
  }
}

const scalars: Readonly<Record<string, string>> = {
  void: 'void',
  int: 'int',
  long: 'long',
  ulong: 'unsigned long',
  size: 'size_t',
  uint64: 'uint64_t',
  text: 'const char *',
  bytes: 'const void *',
  memory: 'void *',
  null: 'void *',
  function: 'void *',
}

const bind = (koffi: Koffi): OpenSsl => {
  const library = koffi.load(null)
  // Without names: those are global to the process, and somebody else may have taken them.
  const opaque = new Map<string, ReturnType<Koffi['pointer']>>()
  const typeOf = (token: string): string | ReturnType<Koffi['pointer']> => {
    const name = token.replace('?', '')
    const type = scalars[name] ?? opaque.get(name) ?? koffi.pointer(koffi.opaque())
    if (typeof type !== 'string') opaque.set(name, type)
    return type
  }
  const functions = Object.entries(prototypes).map(([name, [result, ...given]]) => [
    name,
    library.func(name, typeOf(result), given.map(typeOf)),
  ])
  return {
    // What types the functions have is what their prototypes say, for the compiler as for the call.
    call: Object.fromEntries(functions) as Functions,
    isServer: library.symbol('SSL_is_server'),
    registerPsk: (secret) => registerPsk(koffi, secret),
    longSize: koffi.sizeof('long'),
  }
}

const registerPsk = (koffi: Koffi, secret: Secret): PskCallbacks => {
  const answers = answerPsk(secret)
  const write = (address: unknown, bytes: Uint8Array): void =>
    koffi.encode(address, 'uint8_t', bytes, bytes.length)
  // unsigned int (*)(SSL *ssl, const char *hint, char *identity, unsigned int max_identity_len, unsigned char *psk,
  //   unsigned int max_psk_len)
  const clientType = koffi.proto('unsigned int', [
    'void *',
    'const char *',
    'void *',
    'unsigned int',
    'void *',
    'unsigned int',
  ])
  // unsigned int (*)(SSL *ssl, const char *identity, unsigned char *psk, unsigned int max_psk_len)
  const serverType = koffi.proto('unsigned int', ['void *', 'const char *', 'void *', 'unsigned int'])
  const client = koffi.register(
    (_ssl: unknown, _hint: string | null, to: unknown, limit: number, key: unknown, keyLimit: number) =>
      answers.client(write, to, limit, key, keyLimit),
    koffi.pointer(clientType),
  )
  const server = koffi.register(
    (_ssl: unknown, identity: string | null, key: unknown, keyLimit: number) =>
      answers.server(write, identity, key, keyLimit),
    koffi.pointer(serverType),
  )
  return {
    // The addresses of the two C functions that were just made.
    client: client as Pointer<'function'>,
    server: server as Pointer<'function'>, // the other of the two
    release: () => {
      koffi.unregister(client)
      koffi.unregister(server)
    },
  }
}
