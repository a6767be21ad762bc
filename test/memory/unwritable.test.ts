import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { explain } from '../../shell/node/index.ts'
import { bytes, failureOf, nextAs, nextOf, openNode, openPair } from '../shell/node.ts'
import { folder, freeId, held, place } from './place.ts'

describe('a memory that cannot be used', () => {
  /** Why a node with this memory is not opened, and what a person reads of it; its port is free again. */
  const refusal = async (file: string): Promise<readonly [unknown, string]> => {
    const bind = await freeId()
    const failure = await failureOf(openNode({ bind, memory: file }))
    await (await openNode({ bind })).close()
    return [failure, explain(failure)]
  }

  it('because its folder does not exist', async () => {
    const file = join(folder(), 'nowhere', 'memory.json')
    const [failure, sentence] = await refusal(file)
    expect(failure).toEqual({ _tag: 'MemoryUnavailable', file, code: 'ENOENT' })
    expect(sentence).toContain(JSON.stringify(file))
    expect(sentence).toMatch(/folder does not exist; make it/)
  })

  it('because its folder is a file', async () => {
    const [failure] = await refusal(join(place('text'), 'memory.json'))
    expect(failure).toMatchObject({ _tag: 'MemoryUnavailable', code: 'ENOTDIR' })
  })

  it.each(['', '.', '/dev/null'])('because %j is no file, which is left as it is', async (file) => {
    const [failure, sentence] = await refusal(file)
    expect(failure).toEqual({
      _tag: 'MemoryUnavailable',
      file,
      code: file === '/dev/null' ? 'EFTYPE' : 'EISDIR',
    })
    expect(sentence).toMatch(/it is (a folder|no file)/)
  })

  it('because its name is too long', async () => {
    const [failure] = await refusal(join(folder(), 'x'.repeat(255)))
    expect(failure).toMatchObject({ _tag: 'MemoryUnavailable', code: 'ENAMETOOLONG' })
  })
})

it('a memory that can no longer be written is a notice, and the node goes on', async () => {
  const file = place()
  const founder = await openNode({ memory: file })
  const notices = founder.notices()
  rmSync(dirname(file), { recursive: true })
  const joiner = await openNode({ join: [founder.id] })
  const notice = await nextAs(notices, 'MemoryUnwritten')
  expect(notice).toEqual({ _tag: 'MemoryUnwritten', file, code: 'ENOENT' })
  expect(explain(notice)).toMatch(/could not be written \(ENOENT\).*goes on/)
  const messages = joiner.messages()
  await founder.publish(bytes('still here'))
  await nextOf(messages)
  mkdirSync(dirname(file))
  await founder.close()
  expect(held(file, founder.id).nodes.map(({ id }) => id)).toEqual([joiner.id])
  expect(founder.counters().notices).toMatchObject({ MemoryUnwritten: 1 })
})

it('the last memory, too, is a notice when it cannot be written', async () => {
  const file = place()
  const [founder, joiner] = await openPair()
  const node = await openNode({ memory: file, join: [founder.id, joiner.id] })
  await node.joined()
  const notices = node.notices()
  rmSync(dirname(file), { recursive: true })
  await node.close()
  await nextAs(notices, 'MemoryUnwritten')
})
