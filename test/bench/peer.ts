import { asBoot, asNodeId, type Peer } from '../../core/id.ts'

// Milliseconds since 1970, as the shell makes them: more than 32 bits, like every real boot.
const BOOT = 1_790_000_000_000

const octets = (index: number): string => `${(index >> 8) & 0xff}.${index & 0xff}`

const peer = (network: string, index: number): Peer => ({
  id: asNodeId(`${network}.${octets(index)}:7946`),
  boot: asBoot(BOOT + index * 977),
})

export const self: Peer = peer('10.0', 0)

/** Those that the node under test knows and hears. */
export const neighbour = (index: number): Peer => peer('10.1', index)

/** Those that publish. */
export const origin = (index: number): Peer => peer('10.2', index)

/** Those that it remembers beyond its views. */
export const acquaintance = (index: number): Peer => peer('10.4', index)

/** Those that subscribe. */
export const subscriber = (index: number): Peer => peer('10.3', index)
