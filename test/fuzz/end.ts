import type { Config } from '../../core/index.ts'
import type { Clock } from '../../shell/capability.ts'
import type { Endpoint } from '../../shell/node/address.ts'
import type { Tools } from '../../shell/node/dtls/dtls.ts'
import type { Link, LinkReceiver, MakeLink } from '../../shell/node/link.ts'
import { seeded } from '../codec/mutation.ts'
import { deaf } from '../dtls/socket.ts'

/** An end of a link that no socket carries: what it sends lies there until it is taken. */
export interface End {
  readonly link: Link
  readonly hear: (datagram: Uint8Array, from: Endpoint) => void
  /** What it has sent since it was asked last. */
  readonly take: () => ReadonlyArray<Uint8Array>
  /** What it was told since it was asked last, in hex. */
  readonly heard: () => ReadonlyArray<string>
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** By the same clock, what always does the same. */
export const makeTools = (config: Config, clock: Clock): Tools => {
  const draw = seeded(1)
  return { config, clock, entropy: { next: () => draw(0x1_0000_0000) } }
}

export const makeEnd = (around: (inner: MakeLink) => MakeLink): End => {
  let receiver: LinkReceiver | null = null
  const said: Uint8Array[] = []
  const heard: string[] = []
  const inner: MakeLink = (above) => {
    receiver = above
    return {
      put: (_place, datagram) => {
        said.push(datagram.slice())
        return true
      },
      hasRoom: () => true,
      close: () => Promise.resolve(),
    }
  }
  const link = around(inner)({ ...deaf, arrived: (datagram) => void heard.push(hexOf(datagram)) })
  return {
    link,
    hear: (datagram, from) => receiver?.arrived(datagram, from, null),
    take: () => said.splice(0),
    heard: () => heard.splice(0),
  }
}
