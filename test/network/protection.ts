import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateKey, type SecurityOptions } from '../../shell/node/index.ts'

/** How the datagrams of a case travel. */
export const transports = ['plain', 'sealed'] as const

export type TransportName = (typeof transports)[number]

/** The cases that say most about a transport, beside those that are the same over each. */
export const telling: ReadonlyArray<string> = ['burst', 'loss', 'kill']

/** What the node at an address is opened with. Plain data. */
export type Protection = (address: string) => Pick<SecurityOptions, 'keys'>

/** The file of the group's keys. */
export const keysIn = (folder: string): string => join(folder, 'keys')

/** Makes what nodes need for it, in a folder that all of them read. */
export const protect: Readonly<Record<TransportName, (folder: string) => Protection>> = {
  plain: () => () => ({}),
  sealed: (folder) => {
    const keys = keysIn(folder)
    writeFileSync(keys, `${generateKey()}\n`, { mode: 0o600 })
    return () => ({ keys })
  },
}
