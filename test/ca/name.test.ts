import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId } from '../../core/index.ts'
import { canonicalHost, formatAddress } from '../../shell/node/address.ts'
import { subjectNameOf, vouchesFor } from '../../shell/node/dtls/name.ts'

const port = fc.integer({ min: 1, max: 65_535 })
const host = fc.oneof(fc.ipV4(), fc.ipV6(), fc.domain())

/** Addresses in which every group is written, so that each can be spelled in many ways. */
const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 })

/** The id of the node there, in its one spelling. */
const at = (host: string, port: number): NodeId =>
  asNodeId(formatAddress({ host: canonicalHost(host), port }))

/** The name of all nodes on a host. */
const nameOfHost = (host: string): string => subjectNameOf(host.includes(':') ? `[${host}]` : host)

describe('a certificate', () => {
  it('made for an id vouches for that id, and for no other port', () => {
    fc.assert(
      fc.property(host, port, port, (host, port, other) => {
        const names = [subjectNameOf(at(host, port))]
        expect(vouchesFor(names, at(host, port))).toBe(true)
        expect(vouchesFor(names, at(host, other))).toBe(port === other)
      }),
    )
  })

  it('made for a host vouches for every id on it', () => {
    fc.assert(
      fc.property(host, port, (host, port) => {
        expect(vouchesFor([nameOfHost(host)], at(host, port))).toBe(true)
      }),
    )
  })

  it('vouches for no id on another host', () => {
    const two = fc.uniqueArray(fc.oneof(fc.ipV4(), fc.domain()), { minLength: 2, maxLength: 2 })
    fc.assert(
      fc.property(two, port, ([one = '', other = ''], port) => {
        expect(vouchesFor([nameOfHost(one), subjectNameOf(at(one, port))], at(other, port))).toBe(false)
      }),
    )
  })

  it('vouches for an IPv6 address in whichever spelling', () => {
    fc.assert(
      fc.property(groups, port, (groups, port) => {
        const short = groups.map((group) => group.toString(16)).join(':')
        const long = groups.map((group) => group.toString(16).toUpperCase().padStart(4, '0')).join(':')
        for (const spelling of [short, long]) {
          const id = at(long, port)
          expect(vouchesFor([`IP Address:${spelling}`], id)).toBe(true)
          expect(vouchesFor([`URI:gossip://[${spelling}]:${port}`], id)).toBe(true)
          expect(subjectNameOf(`[${spelling}]:${port}`)).toBe(subjectNameOf(id))
        }
      }),
    )
  })

  it('vouches for an id by one of its names, whatever the others are', () => {
    const names = fc.array(fc.string(), { maxLength: 4 })
    fc.assert(
      fc.property(names, names, host, port, (before, after, host, port) => {
        const names = [...before, subjectNameOf(at(host, port)), ...after]
        expect(vouchesFor(names, at(host, port))).toBe(true)
        expect(vouchesFor([...before, ...after], at(host, port))).toBe(false)
      }),
    )
  })
})

describe('the name', () => {
  it.each([
    ['10.0.0.1:7000', 'URI:gossip://10.0.0.1:7000'],
    ['Node.Example:7000', 'URI:gossip://node.example:7000'],
    ['[2001:DB8:0::1]:7000', 'URI:gossip://[2001:db8::1]:7000'],
    ['10.0.0.1', 'IP:10.0.0.1'],
    ['[0:0::1]', 'IP:::1'],
    ['::1', 'IP:::1'],
    ['Node.Example', 'DNS:node.example'],
  ])('of %s is %s', (id, name) => {
    expect(subjectNameOf(id)).toBe(name)
  })
})

describe('nobody is vouched for by', () => {
  it.each([
    ['a name that reads like an address', 'DNS:10.0.0.1', '10.0.0.1:7000'],
    ['an address that reads like a name', 'IP:node.example', 'node.example:7000'],
    ['a wildcard', 'DNS:*.example', 'node.example:7000'],
    ['a domain above', 'DNS:example', 'node.example:7000'],
    ['another scheme', 'URI:https://10.0.0.1:7000', '10.0.0.1:7000'],
    ['a path after the id', 'URI:gossip://10.0.0.1:7000/', '10.0.0.1:7000'],
    ['a user before the id', 'URI:gossip://a@10.0.0.1:7000', '10.0.0.1:7000'],
    ['a URI without a port', 'URI:gossip://10.0.0.1', '10.0.0.1:7000'],
    ['a name with a zero byte', 'DNS:node.example\0.other', 'node.example:7000'],
    ['a name with a line of its own', 'DNS:other\nDNS:node.example', 'node.example:7000'],
    ['a mail address', 'email:a@node.example', 'node.example:7000'],
    ['the address of IPv4 inside of IPv6', 'IP:::ffff:10.0.0.1', '10.0.0.1:7000'],
    ['a name for what is no id', 'DNS:alice', 'alice'],
  ])('%s', (_title, name, id) => {
    expect(vouchesFor([name], asNodeId(id))).toBe(false)
  })
})
