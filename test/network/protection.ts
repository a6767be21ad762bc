import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Address } from '../../core/id.ts'
import { type CarrierOptions, generateKey } from '../../shell/node/index.ts'

/** How the datagrams of a case travel. */
export const transports = ['plain', 'sealed'] as const

export type TransportName = (typeof transports)[number]

/** The cases that say most about a transport, beside those that are the same over each. */
export const telling: ReadonlyArray<string> = ['burst', 'loss', 'kill']

/** What the node at an address is opened with. Plain data. */
export type Protection = (address: Address) => Pick<CarrierOptions, 'keys'>

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
}
