import { crc32 } from 'node:zlib'
import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { boot, label, whole } from '../../core/codec/scalar.ts'
import { asBoot, asNodeId, type NodeId, type Peer } from '../../core/id.ts'
import type { Memory } from '../../core/memory.ts'
import type { MemoryFlaw } from '../memory.ts'

/*
 * A memory as a JSON document that an operator can read. It lies here and not in the core, because Node.js has the
 * checksum, and the core would need a library for it. Every version begins with the same two lines, and version 1 ends
 * with the CRC-32 (ISO 3309, as in gzip) of all bytes before the line of the checksum, in hex.
 */

/** Whose memory it is, and what its ids must fit into. */
export interface Owner {
  readonly group: string
  readonly self: NodeId
  readonly idLimit: number
}

const VERSION = 1

const FORMAT_LINES = '{\n  "format": "gossip-memory",\n'

const VERSION_LINE = /^ {2}"version": (\d{1,15}),\n/

// More than a node remembers. With ids of 255 bytes, each of them escaped, they still make half of the size limit.
const NODE_LIMIT = 1_024

/** Far larger than any memory; nobody has to read more of a file to know that it is none. */
export const DOCUMENT_LIMIT = 1_048_576

export const encodeMemory = (memory: Memory, { group, self }: Pick<Owner, 'group' | 'self'>): string => {
  const nodes = memory.nodes
    .slice(0, NODE_LIMIT)
    .map(({ id, boot }) => `\n    { "id": ${JSON.stringify(id)}, "boot": ${boot} }`)
  const fields = [
    `"version": ${VERSION}`,
    `"group": ${JSON.stringify(group)}`,
    `"self": ${JSON.stringify(self)}`,
    `"boot": ${memory.boot}`,
    `"viewSize": ${memory.viewSize}`,
    `"nodes": [${nodes.join(',')}${nodes.length === 0 ? '' : '\n  '}]`,
  ]
  const content = `${FORMAT_LINES}${fields.map((field) => `  ${field},\n`).join('')}`
  return `${content}${lastLines(Buffer.from(content))}`
}

const lastLines = (content: Uint8Array): string =>
  `  "checksum": "${crc32(content).toString(16).padStart(8, '0')}"\n}\n`

const LAST_LENGTH = lastLines(new Uint8Array()).length

/** Reads any bytes; a memory comes only of what was written for this owner, to the last byte. */
export const decodeMemory = (bytes: Uint8Array, owner: Owner): Either.Either<MemoryFlaw, Memory> => {
  // Bytes that are no text are replaced, and the checksum, which is over the bytes, tells.
  const text = Buffer.from(bytes).toString('utf8')
  if (!text.startsWith(FORMAT_LINES)) {
    return Either.left({ reason: FORMAT_LINES.startsWith(text) ? 'torn' : 'foreign' })
  }
  const version = VERSION_LINE.exec(text.slice(FORMAT_LINES.length))?.[1]
  if (version !== undefined && Number(version) !== VERSION) {
    return Either.left({ reason: 'otherVersion', version: Number(version) })
  }
  const found = isWhole(bytes) ? parse(text) : null
  if (found === null) return Either.left({ reason: 'torn' })
  const { group, nodes } = found
  // Under another id it may well be the same node on a machine that has got another address: its advice is as good.
  if (group !== owner.group) return Either.left({ reason: 'otherGroup', group })
  return Either.right({ boot: asBoot(found.boot), viewSize: found.viewSize, nodes: peersOf(nodes, owner) })
}

const isWhole = (bytes: Uint8Array): boolean => {
  const border = Math.max(0, bytes.length - LAST_LENGTH)
  return Buffer.from(bytes.subarray(border)).equals(Buffer.from(lastLines(bytes.subarray(0, border))))
}

const content = t.type({
  group: label(255),
  self: label(255),
  // The next boot is larger by one, and must be one, too.
  boot: whole(1, Number.MAX_SAFE_INTEGER - 1),
  viewSize: whole(0),
  nodes: t.UnknownArray,
})

const parse = (text: string): t.TypeOf<typeof content> | null => {
  try {
    const parsed: unknown = JSON.parse(text)
    return content.is(parsed) ? parsed : null
  } catch {
    return null
  }
}

/** The nodes that can be asked: each once, not this one itself, under ids that this node may send to. */
const peersOf = (nodes: ReadonlyArray<unknown>, { self, idLimit }: Owner): ReadonlyArray<Peer> => {
  const peer = t.type({ id: label(idLimit), boot })
  const met = new Set<string>([self])
  return nodes.slice(0, NODE_LIMIT).flatMap((node) => {
    if (!peer.is(node) || met.has(node.id)) return []
    met.add(node.id)
    return [{ id: asNodeId(node.id), boot: node.boot }]
  })
}
