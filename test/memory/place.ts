import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { onTestFinished } from 'vitest'
import { asBoot, asNodeId, type Memory, type NodeId, type Peer } from '../../core/index.ts'
import type { MemoryFlaw } from '../../shell/memory.ts'
import { decodeMemory, encodeMemory, type Owner } from '../../shell/node/memory-document.ts'
import { openNode } from '../shell/node.ts'

/** A folder for the running test. */
export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'gossip-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A place for a memory, in a folder of its own, with this content if there is any. */
export const place = (content: string | Uint8Array | null = null): string => {
  const file = join(folder(), 'memory.json')
  if (content !== null) writeFileSync(file, content)
  return file
}

/** What else lies in the folder of a memory. */
export const beside = (file: string): ReadonlyArray<string> =>
  readdirSync(dirname(file)).filter((name) => join(dirname(file), name) !== file)

export const peer = (id: string, boot: number): Peer => ({ id: asNodeId(id), boot: asBoot(boot) })

export const ownerOf = (self: NodeId, group = 'gossip'): Owner => ({ self, group, idLimit: 64 })

export const owner: Owner = ownerOf(asNodeId('192.0.2.7:7946'))

export const memory: Memory = {
  boot: asBoot(1_764_144_000_000),
  viewSize: 2,
  nodes: [peer('192.0.2.8:7946', 1_764_143_000_000), peer('[2001:db8::9]:7946', 3)],
}

/** The document of a memory that this node has left. */
export const left = (self: NodeId, remembered: Partial<Memory> = {}): string =>
  encodeMemory({ ...memory, ...remembered }, ownerOf(self))

/** The memory that a file holds for this node. */
export const held = (file: string, self: NodeId): Memory => {
  const decoded = decodeMemory(readFileSync(file), ownerOf(self))
  if (Either.isRight(decoded)) return decoded.right
  throw new Error(`not readable: ${JSON.stringify(decoded.left)}`)
}

/** Why these bytes are no memory of this owner. */
export const flawOf = (bytes: string | Uint8Array, whose: Owner = owner): MemoryFlaw => {
  const decoded = decodeMemory(Buffer.from(bytes), whose)
  if (Either.isLeft(decoded)) return decoded.left
  throw new Error(`it is read as ${JSON.stringify(decoded.right)}`)
}

/** An address that is free. */
export const freeId = async (): Promise<NodeId> => {
  const node = await openNode()
  await node.close()
  return node.id
}
