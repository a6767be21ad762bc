import { SocketAddress } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { networkOf } from '../../shell/node/address.ts'

const group = fc.integer({ min: 0, max: 0xffff })
const half = fc.tuple(group, group, group, group)

/** As the system writes it, with the longest row of zeros left out. */
const written = (groups: ReadonlyArray<number>): string =>
  new SocketAddress({ address: groups.map((one) => one.toString(16)).join(':'), family: 'ipv6' }).address

describe('the network that a stranger counts as', () => {
  it('is that of the first half of an IPv6 address, however it is written', () => {
    fc.assert(
      fc.property(half, half, half, (network, one, other) => {
        const [a, b] = [written([...network, ...one]), written([...network, ...other])]
        fc.pre(!a.includes('.') && !b.includes('.'))
        expect(networkOf(a)).toBe(networkOf(b))
        expect(networkOf(a)).toBe(network.map((value) => value.toString(16)).join(':'))
      }),
    )
  })

  it.each([
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8:0:1::', '2001:db8:0:1'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '::ffff:192.0.2.1'],
  ])('of %s is %s', (host, network) => expect(networkOf(host)).toBe(network))
})
