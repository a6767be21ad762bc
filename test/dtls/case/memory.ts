import * as Either from 'fp-ts/lib/Either.js'
import { parseConfig } from '../../../core/codec/config.ts'
import { faultsOf } from '../../reliability/case.ts'
import type { DtlsCase } from '../case.ts'
import { countedSecurity } from '../census.ts'
import { makeNetwork, makeParty, placeAt } from '../network.ts'
import { newSecurity } from '../pair.ts'

const MEBI = 1_048_576

// The first ones make the allocator and the compiler take what they keep.
const WARM_SHARE = 4
const MOST_MEBI = 16

export const memory: DtlsCase = {
  name: 'memory',
  promise: 'peers that come and go leave nothing behind, neither in OpenSSL nor in the process',
  run: async ({ isShort }) => {
    const peers = isShort ? 1_000 : 4_000
    const census = countedSecurity(await newSecurity('IP:127.0.0.1'))
    // All come from one host, and faster than strangers do.
    const config = parseConfig({
      strangerRate: 1_000_000,
      strangerBurst: 1_000_000,
      strangerSharePercent: 100,
    })
    if (Either.isLeft(config)) throw new Error('the configuration is wrong')
    const network = makeNetwork()
    const dialed = makeParty(network, placeAt(1), census.security, config.right)
    const idle = census.alive()
    let warm = 0
    for (let nth = 0; nth < peers; nth++) {
      if (nth === peers / WARM_SHARE) warm = resident()
      const peer = makeParty(network, placeAt(2 + nth), census.security, config.right)
      peer.say('here', dialed)
      while (dialed.heard.pop() === undefined) await new Promise(setImmediate)
      await peer.link.close()
      await new Promise(setImmediate)
    }
    const grown = (resident() - warm) / MEBI
    const left = census.alive() - idle
    await dialed.link.close()
    return {
      figures: {
        peers,
        'objects of OpenSSL that are left': left,
        'growth after the first quarter': `${grown.toFixed(1)} MiB`,
      },
      faults: faultsOf([
        [left === 0, `${left} objects of OpenSSL are not freed`],
        [grown < MOST_MEBI, `the process has grown by ${grown.toFixed(1)} MiB, more than ${MOST_MEBI}`],
      ]),
    }
  },
}

const resident = (): number => {
  globalThis.gc?.()
  return process.memoryUsage.rss()
}
