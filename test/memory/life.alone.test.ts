import { lstatSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { asBoot, type Start } from '../../core/index.ts'
import { GossipError, type Node } from '../../shell/node/index.ts'
import { bytes, holds, openNode, until } from '../shell/node.ts'
import { beside, folder, freeId, held, left, memory, place } from './place.ts'

/** What nodes were born with. */
const births: Start[] = vi.hoisted(() => [])

vi.mock('../../core/init.ts', async (importOriginal) => {
  const { init } = await importOriginal<typeof import('../../core/init.ts')>()
  return {
    init: (start: Start) => {
      births.push(start)
      return init(start)
    },
  }
})

/** Far ahead of any clock: as when the clock was set back since. */
const AHEAD = 4_000_000_000_000

describe('a node with a memory', () => {
  it('writes at once in which life it is, for its user alone', async () => {
    const file = place()
    const node = await openNode({ memory: file })
    expect(held(file, node.id)).toMatchObject({ boot: births.at(-1)?.boot, nodes: [] })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(beside(file)).toEqual([])
  })

  it('is told what it knew in its former life, and lives a larger one, also when the clock was set back', async () => {
    const self = await freeId()
    const file = place(left(self, { boot: asBoot(AHEAD) }))
    const node = await openNode({ bind: self, memory: file })
    expect(births.at(-1)).toMatchObject({ boot: AHEAD + 1, memory: { ...memory, boot: AHEAD } })
    expect(held(file, self)).toEqual({ ...memory, boot: AHEAD + 1 })
    const joiner = await openNode({ join: [node.id] })
    await holds(node, joiner)
    expect(await node.publish(bytes('again'))).toMatchObject({ boot: AHEAD + 1 })
    await node.close()
    await openNode({ bind: self, memory: file })
    expect(held(file, self).boot).toBe(AHEAD + 2)
  })

  it('lives by the clock when that is ahead', async () => {
    const self = await freeId()
    const before = Date.now()
    await openNode({ bind: self, memory: place(left(self, { boot: asBoot(1) })) })
    expect(births.at(-1)?.boot).toBeGreaterThanOrEqual(before)
  })

  it('keeps whom it knew when it is closed', async () => {
    const file = place()
    const founder = await openNode()
    const joiner = await openNode({ join: [founder.id], memory: file })
    await joiner.joined()
    await joiner.close()
    const { viewSize, nodes } = held(file, joiner.id)
    expect(viewSize).toBe(1)
    expect(nodes.map(({ id }) => id)).toEqual([founder.id])
  })

  it('keeps whom it knew when it leaves, although it hands its arcs over', async () => {
    const file = place()
    const founder = await openNode()
    const joiner = await openNode({ join: [founder.id], memory: file })
    await joiner.joined()
    await joiner.leave()
    expect(joiner.views().partialView).toEqual([])
    expect(held(file, joiner.id).nodes.map(({ id }) => id)).toEqual([founder.id])
  })

  it('keeps whom it knew while it lives, so that a crash loses little', async () => {
    const file = place()
    const founder = await openNode({ memory: file })
    const joiner = await openNode({ join: [founder.id] })
    await joiner.joined()
    await until(() => held(file, founder.id).nodes.some(({ id }) => id === joiner.id))
    // What does not change is not written again.
    const { ino } = statSync(file)
    await founder.close()
    expect(statSync(file).ino).toBe(ino)
  })

  it('that finds nobody keeps whom it was told to ask', async () => {
    const self = await freeId()
    const file = place(left(self))
    const node = await openNode({ bind: self, memory: file })
    await node.close()
    expect(held(file, self).nodes).toEqual(memory.nodes)
  })

  it('holds its address until the last memory is written, so that two lives do not mix', async () => {
    const file = place()
    const founder = await openNode({ memory: file })
    const joiner = await openNode({ join: [founder.id] })
    await joiner.joined()
    const closing = founder.close()
    const next = await reopened(founder.id, file)
    await closing
    expect(held(file, next.id)).toMatchObject({ boot: births.at(-1)?.boot, nodes: [{ id: joiner.id }] })
  })

  it('is closed and left by many at once, and its memory is whole', async () => {
    const file = place()
    const founder = await openNode()
    const joiner = await openNode({ join: [founder.id], memory: file })
    await joiner.joined()
    await Promise.allSettled([
      joiner.leave(),
      joiner.close(),
      joiner.leave(),
      joiner[Symbol.asyncDispose](),
      joiner.close(),
    ])
    expect(held(file, joiner.id).nodes.map(({ id }) => id)).toEqual([founder.id])
    expect(beside(file)).toEqual([])
  })

  it('writes where a link leads, and keeps the link', async () => {
    const target = place()
    const link = join(folder(), 'link')
    writeFileSync(target, '')
    symlinkSync(target, link)
    const node = await openNode({ memory: link })
    expect(lstatSync(link).isSymbolicLink()).toBe(true)
    expect(held(target, node.id).nodes).toEqual([])
  })
})

/** Opens a node at an address as soon as it is free. */
const reopened = async (bind: string, memory: string): Promise<Node> => {
  for (;;) {
    try {
      return await openNode({ bind, memory })
    } catch (error) {
      if (!(error instanceof GossipError && error.failure._tag === 'PortTaken')) throw error
      // A refusal comes at once, so that without a pause the closing would never have its turn.
      await new Promise(setImmediate)
    }
  }
}
