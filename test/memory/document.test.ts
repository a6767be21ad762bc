import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId } from '../../core/index.ts'
import { DOCUMENT_LIMIT, decodeMemory, encodeMemory } from '../../shell/node/memory-document.ts'
import { record } from '../arbitrary/record.ts'
import { holds } from '../property/holds.ts'
import { kept, sealed, written } from './document.ts'
import { flawOf, memory, owner, peer } from './place.ts'

const whole = Buffer.from(encodeMemory(memory, owner))

describe('a memory that was written', () => {
  holds('is read as it was', [kept], ([whose, remembered]) => {
    const text = encodeMemory(remembered, whose)
    expect(decodeMemory(Buffer.from(text), whose)).toStrictEqual(Either.right(remembered))
  })

  holds('is JSON for everybody else', [kept], ([{ group, self }, remembered]) => {
    const document: unknown = JSON.parse(encodeMemory(remembered, { group, self }))
    expect(document).toMatchObject({ format: 'gossip-memory', version: 1, group, self, ...remembered })
  })

  it('in version 1 is read for ever, and is what this version writes', () => {
    const golden = readFileSync(new URL('version-1.memory', import.meta.url))
    const nodes = [
      peer('192.0.2.8:7946', 1_764_143_000_000),
      peer('[2001:db8::9]:7946', 3),
      peer('grüße.example:7946', 9_007_199_254_740_991),
    ]
    const remembered = { boot: asBoot(1_764_144_000_000), viewSize: 2, nodes }
    expect(decodeMemory(golden, owner)).toStrictEqual(Either.right(remembered))
    expect(encodeMemory(remembered, owner)).toBe(golden.toString('utf8'))
  })

  it('holds so many nodes at most that it can be read again, the first ones', () => {
    // A quote takes two bytes in JSON: the longest documents are those of such ids.
    const name = (at: number): string => `${at}`.padStart(255, '"')
    const nodes = Array.from({ length: 2_000 }, (_, at) => peer(name(at), Number.MAX_SAFE_INTEGER))
    const text = encodeMemory({ ...memory, nodes }, owner)
    expect(text.length).toBeLessThan(DOCUMENT_LIMIT)
    expect(decodeMemory(Buffer.from(text), { ...owner, idLimit: 255 })).toEqual(
      Either.right({ ...memory, nodes: nodes.slice(0, 1_024) }),
    )
  })
})

describe('what was not written for this node', () => {
  const anything = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: 'binary' }),
    fc.json(),
    record({ format: fc.string(), version: fc.nat() }).map((value) => JSON.stringify(value, null, 2)),
  )
  holds('is foreign, and nobody throws', [anything], (content) => {
    fc.pre(!'{\n'.startsWith(Buffer.from(content).toString()))
    expect(flawOf(content)).toEqual({ reason: 'foreign' })
  })

  it('by its version is not read, whatever follows', () => {
    const later = '{\n  "format": "gossip-memory",\n  "version": 2,\n  "nodes": "elsewhere"\n}\n'
    expect(flawOf(later)).toEqual({ reason: 'otherVersion', version: 2 })
  })

  it('by its group is told whose it is', () => {
    const { group } = owner
    expect(flawOf(whole, { ...owner, group: 'orders' })).toEqual({ reason: 'otherGroup', group })
  })

  it('by its node alone is of use: machines get other addresses', () => {
    const elsewhere = { ...owner, self: asNodeId('192.0.2.99:7946') }
    expect(decodeMemory(Buffer.from(whole), elsewhere)).toEqual(decodeMemory(Buffer.from(whole), owner))
  })
})

describe('of the nodes in a memory', () => {
  const nodesOf = (nodes: ReadonlyArray<unknown>): unknown => {
    const decoded = decodeMemory(Buffer.from(sealed({ ...written, nodes })), owner)
    return Either.isRight(decoded) ? decoded.right.nodes : decoded.left
  }

  it('only those count that this node may send to, each once, in their order', () => {
    const good = [
      { id: 'b:1', boot: 2 },
      { id: 'a:1', boot: 1 },
    ]
    const bad = [
      { id: 'b:1', boot: 3 },
      { id: owner.self, boot: 1 },
      { id: 'x'.repeat(65), boot: 1 },
      { id: 'two words:1', boot: 1 },
      { id: 'c:1', boot: 0 },
      { id: 'c:1' },
      { boot: 1 },
      'c:1',
      null,
      [],
    ]
    expect(nodesOf([...good, ...bad])).toStrictEqual(good)
  })

  it('what a later version says more about them is ignored', () => {
    expect(nodesOf([{ id: 'a:1', boot: 1, since: 5 }])).toStrictEqual([{ id: 'a:1', boot: 1 }])
  })

  it('those beyond what a node remembers are left out', () => {
    const many = Array.from({ length: 1_100 }, (_, at) => ({ id: `n${at}:1`, boot: 1 }))
    expect(nodesOf(many)).toEqual(many.slice(0, 1_024))
  })
})
