import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import type * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { Address } from '../../core/id.ts'
import { makeAuthority } from '../../shell/cli/ca/authority.ts'
import { issueAll } from '../../shell/cli/ca/certificate.ts'
import type { Refusal } from '../../shell/cli/shrink/refusal.ts'
import { type CarrierOptions, generateKey } from '../../shell/node/index.ts'

/** How the datagrams of a case travel. */
export const transports = ['plain', 'sealed', 'dtls'] as const

export type TransportName = (typeof transports)[number]

/** The cases that say most about a transport, beside those that are the same over each. */
export const telling: ReadonlyArray<string> = ['loss', 'kill']

/** What the node at an address is opened with. Plain data. */
export type Protection = (address: Address) => Pick<CarrierOptions, 'keys' | 'dtls'>

/** The file of the group's keys. */
export const keysIn = (folder: string): string => join(folder, 'keys')

/** Makes what the nodes at these addresses need for it, in a folder that all of them read. */
export type Protect = (folder: string, addresses: ReadonlyArray<Address>) => Promise<Protection>

export const protect: Readonly<Record<TransportName, Protect>> = {
  plain: async () => () => ({}),
  sealed: async (folder) => {
    const keys = keysIn(folder)
    await writeFile(keys, `${generateKey()}\n`, { mode: 0o600 })
    return () => ({ keys })
  },
  dtls: async (folder, addresses) => {
    const options = { dir: folder, out: folder, days: 1 }
    await done(makeAuthority({ ...options, name: 'network' }))
    const issued = await done(issueAll(addresses, options))
    const ca = join(folder, 'ca.crt')
    const known = new Map(issued.map(({ id, certificate: cert, key }) => [id, { dtls: { cert, key, ca } }]))
    return (address) => known.get(address) ?? {}
  },
}

const done = async <A>(task: TaskEither.TaskEither<Refusal, A>): Promise<A> => {
  const outcome = await task()
  if (Either.isRight(outcome)) return outcome.right
  throw new Error(outcome.left.says)
}
