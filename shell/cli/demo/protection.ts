import { generateKey, keysOf, type SecurityOptions } from '../../node/index.ts'

/** What all nodes of a demonstration are opened with. */
export const protectionOf = async (transport: 'plain' | 'sealed'): Promise<SecurityOptions> =>
  transport === 'plain' ? {} : { keys: keysOf(generateKey()) }
