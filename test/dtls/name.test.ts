import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/id.ts'
import { readNames, vouches } from '../../shell/node/dtls/name.ts'

const speaks = (names: string, id: string): boolean => vouches(readNames(names), asNodeId(id))

describe('a certificate speaks', () => {
  it.each([
    ['for one id, as a URI', 'URI:gossip://10.0.0.1:7946', ['10.0.0.1:7946']],
    ['for one id in IPv6, however it is spelled', 'URI:gossip://[0:0::0:1]:1', ['[::1]:1']],
    ['for one id by a name of DNS, in any case', 'URI:gossip://Node.Example:1', ['node.example:1']],
    ['for every id on a host, by its address', 'IP Address:10.0.0.1', ['10.0.0.1:1', '10.0.0.1:65535']],
    ['for every id on a host in IPv6', 'IP Address:FE80:0:0:0:0:0:0:1', ['[fe80::1]:1']],
    ['for every id on a host, by its name', 'DNS:Node.example', ['node.example:1']],
    ['by each of its names', 'DNS:a.example, IP Address:10.0.0.1', ['a.example:1', '10.0.0.1:1']],
  ])('%s', (_what, names, ids) => {
    for (const id of ids) expect(speaks(names, id)).toBe(true)
  })
})

describe('a certificate does not speak', () => {
  it.each([
    ['without a name', '', '10.0.0.1:1'],
    ['for another port, as a URI', 'URI:gossip://10.0.0.1:7946', '10.0.0.1:7947'],
    ['for another host', 'IP Address:10.0.0.1', '10.0.0.2:1'],
    ['for a longer name', 'DNS:node.example', 'x.node.example:1'],
    ['for whatever a wildcard covers', 'DNS:*.example', 'node.example:1'],
    ['by a URI of something else', 'URI:https://10.0.0.1:7946', '10.0.0.1:7946'],
    ['by a mail address', 'email:a@node.example', 'node.example:1'],
    ['by what another entry quotes', 'URI:"http://x/, IP Address:10.0.0.1"', '10.0.0.1:1'],
    ['by what a quote within a quote hides', 'URI:"a\\", DNS:node.example, \\"b"', 'node.example:1'],
    ['for its id in another case', 'URI:gossip://node.example:1', 'Node.example:1'],
    ['for its id with another spelling of the port', 'URI:gossip://10.0.0.1:80', '10.0.0.1:080'],
    ['for its id with another spelling of the address', 'URI:gossip://[::1]:1', '[0::1]:1'],
    ['for an id of its host in another case', 'DNS:node.example', 'node.EXAMPLE:1'],
    ['for what is no id', 'DNS:node.example', 'node.example'],
  ])('%s', (_what, names, id) => {
    expect(speaks(names, id)).toBe(false)
  })
})
