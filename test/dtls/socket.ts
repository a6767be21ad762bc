import * as Either from 'fp-ts/lib/Either.js'
import { type ConfigInput, parseConfig } from '../../core/codec/config.ts'
import { makeClock } from '../../shell/node/clock.ts'
import { makeDtls } from '../../shell/node/dtls/dtls.ts'
import type { Security } from '../../shell/node/dtls/security.ts'
import { makeEntropy } from '../../shell/node/entropy.ts'
import type { Link, LinkReceiver, MakeLink } from '../../shell/node/link.ts'
import { makePlain } from '../../shell/node/plain.ts'
import { bind } from '../../shell/node/socket.ts'

export interface OnSocket {
  readonly link: Link
  readonly port: number
}

const nothing = (): void => undefined

/** Takes what arrives for nothing. */
export const deaf: LinkReceiver = { arrived: nothing, barred: nothing, lost: nothing, drained: nothing }

export interface SocketTerms {
  readonly config?: ConfigInput
  readonly receiver?: LinkReceiver
  /** Stands between DTLS and the socket. */
  readonly around?: (inner: MakeLink) => MakeLink
}

/** A link over DTLS on a socket of its own, at the loopback address. */
export const openSocket = async (
  security: Security,
  { config: input = {}, receiver = deaf, around = (inner) => inner }: SocketTerms = {},
): Promise<OnSocket> => {
  const config = parseConfig(input)
  if (Either.isLeft(config)) throw new Error(JSON.stringify(config.left))
  const socket = await bind({ host: '127.0.0.1', port: 0 }, config.right.socketBuffer)()
  if (Either.isLeft(socket)) throw new Error(JSON.stringify(socket.left))
  const tools = { config: config.right, clock: makeClock(), entropy: makeEntropy() }
  const inner = around(makePlain(socket.right, config.right, tools.clock))
  return { link: makeDtls(inner, security, tools)(receiver), port: socket.right.address().port }
}
