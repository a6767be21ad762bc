import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { asBoot, asNodeId, type Memory } from '../../core/index.ts'
import { label } from '../codec/arbitrary.ts'
import { owner } from './place.ts'

const boot = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER - 1 }).map(asBoot)

/** Whose memory, and what is in it: each node once, and not the owner. */
export const kept = fc
  .record({
    group: label(32),
    ids: fc.uniqueArray(label(64), { minLength: 1, maxLength: 20 }),
    boots: fc.array(boot, { minLength: 20, maxLength: 20 }),
    viewSize: fc.nat(),
  })
  .map(({ group, ids: [self = '', ...ids], boots: [own = asBoot(1), ...boots], viewSize }) => {
    const nodes = ids.map((id, at) => ({ id: asNodeId(id), boot: boots[at] ?? own }))
    const remembered: Memory = { boot: own, viewSize, nodes }
    return [{ group, self: asNodeId(self), idLimit: 64 }, remembered] as const
  })

/** A document with the right checksum, whatever stands in it. */
export const sealed = (fields: Readonly<Record<string, unknown>>): string => {
  const lines = Object.entries({ format: 'gossip-memory', version: 1, ...fields })
  const content = `{\n${lines.map(([name, value]) => `  "${name}": ${JSON.stringify(value)},\n`).join('')}`
  return `${content}  "checksum": "${crc32(content).toString(16).padStart(8, '0')}"\n}\n`
}

/** What a document says that is in order. */
export const written = {
  group: owner.group,
  self: owner.self,
  boot: 5,
  viewSize: 1,
  nodes: [{ id: 'a:1', boot: 2 }],
}
