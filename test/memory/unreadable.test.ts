import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { explain } from '../../shell/node/index.ts'
import { encodeMemory } from '../../shell/node/memory-document.ts'
import { bytes, holds, nextOf, openNode } from '../shell/node.ts'
import { beside, freeId, held, left, memory, ownerOf, place } from './place.ts'

describe('a file that is no memory for this node', () => {
  const self = asNodeId('192.0.2.7:7946')
  const cases: ReadonlyArray<readonly [string, string, object, RegExp]> = [
    [
      'of somebody’s text',
      'Dear diary,\n',
      { reason: 'foreign' },
      /no memory of a node.*left as it is.*another file/,
    ],
    [
      'larger than any memory',
      'x'.repeat(1_048_577),
      { reason: 'oversized', limit: 1_048_576 },
      /larger than 1048576 bytes.*left as it is/,
    ],
    [
      'of a later version',
      left(self).replace('"version": 1', '"version": 2'),
      { reason: 'otherVersion', version: 2 },
      /version 2.*left as it is.*move it away/,
    ],
  ]

  it.each(cases)('%s is left as it is, and the node does without', async (_, content, reason, sentence) => {
    const file = place(content)
    const founder = await openNode()
    const node = await openNode({ memory: file, join: [founder.id] })
    const notice = await nextOf(node.notices())
    expect(notice).toEqual({ _tag: 'MemoryUnreadable', file, ...reason })
    expect(notice._tag === 'MemoryUnreadable' && explain(notice)).toMatch(sentence)
    await node.joined()
    await node.leave()
    expect(readFileSync(file, 'utf8')).toBe(content)
    expect(beside(file)).toEqual([])
  })

  it('of another group is left as it is', async () => {
    const id = await freeId()
    const content = encodeMemory(memory, ownerOf(id, 'orders'))
    const file = place(content)
    const node = await openNode({ bind: id, memory: file })
    expect(await nextOf(node.notices())).toMatchObject({ reason: 'otherGroup', group: 'orders' })
    await node.close()
    expect(readFileSync(file, 'utf8')).toBe(content)
  })

  it.each([
    ['cut off', (text: string) => text.slice(0, -9)],
    ['changed by hand', (text: string) => text.replace('192.0.2.8', '192.0.2.9')],
    ['empty', () => ''],
  ])('because it is torn, %s, is replaced', async (_, damage) => {
    const id = await freeId()
    const file = place(damage(left(id)))
    const node = await openNode({ bind: id, memory: file })
    const notice = await nextOf(node.notices())
    expect(notice).toEqual({ _tag: 'MemoryUnreadable', file, reason: 'torn' })
    expect(notice._tag === 'MemoryUnreadable' && explain(notice)).toMatch(
      /starts from its contacts.*replaces it/,
    )
    expect(held(file, id).nodes).toEqual([])
  })

  it('is told to whoever listens first, however late, and counted', async () => {
    const node = await openNode({ memory: place('Dear diary,\n') })
    expect(node.counters().notices).toMatchObject({ MemoryUnreadable: 1 })
    const messages = node.messages()
    const joiner = await openNode({ join: [node.id] })
    await holds(node, joiner)
    const first = node.notices()
    const second = node.notices()
    await joiner.publish(bytes('hello'))
    expect(await nextOf(first)).toMatchObject({ _tag: 'MemoryUnreadable' })
    expect(await nextOf(messages)).toMatchObject({ _tag: 'Delivered' })
    await node.close()
    for await (const notice of second) expect(notice._tag).not.toBe('MemoryUnreadable')
    expect(node.counters().notices).toMatchObject({ MemoryUnreadable: 1 })
  })
})
