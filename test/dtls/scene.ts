import * as Either from 'fp-ts/lib/Either.js'
import { onTestFinished } from 'vitest'
import { type ConfigInput, parseConfig } from '../../core/codec/config.ts'
import type { Security } from '../../shell/node/dtls/security.ts'
import { type Census, countedSecurity } from './census.ts'
import { makeNetwork, makeParty, type Network, type Party, placeAt } from './network.ts'

export interface Scene {
  readonly network: Network
  /** Somebody at a port of the loopback address, until the test is over. */
  readonly party: (port: number, more?: PartyTerms) => Party
  readonly census: Census
}

export interface PartyTerms {
  readonly security?: Security
  readonly config?: ConfigInput
  readonly host?: string
}

/** What is counted is of all who do not bring a security of their own. */
export const makeScene = (security: Security, common: ConfigInput = {}): Scene => {
  const network = makeNetwork()
  const census = countedSecurity(security)
  return {
    network,
    census,
    party: (port, { security: own = census.security, config = {}, host } = {}) => {
      const parsed = parseConfig({ ...common, ...config })
      if (Either.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
      const party = makeParty(network, placeAt(port, host), own, parsed.right)
      onTestFinished(() => party.link.close())
      return party
    },
  }
}
