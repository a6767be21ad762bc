import { type CarrierOptions, generateKey, keysOf } from '../../node/index.ts'

/** What all nodes of a demonstration are opened with. */
export const protectionOf = async (transport: 'plain' | 'sealed'): Promise<CarrierOptions> =>
  transport === 'plain' ? {} : { keys: keysOf(generateKey()) }
