import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { explain, generateKey, keysOf, openKeys } from '../../shell/node/index.ts'
import { RING_LIMIT } from '../../shell/node/sealed/ring.ts'
import { failureOf } from '../shell/node.ts'
import { fileOf, folder } from './place.ts'

it('the first key of a file seals, and all are listed by their ids alone', async () => {
  const [first, second] = [generateKey(), generateKey()]
  const keys = await openKeys(fileOf(`${first}\n${second}\n`))
  const listed = keys.list()
  expect(listed.map(({ primary }) => primary)).toEqual([true, false])
  expect(JSON.stringify(listed)).not.toContain(first.slice(0, 8))
})

it('each change is in the file, which nobody but its owner may read', async () => {
  const [old, next] = [generateKey(), generateKey()]
  const file = fileOf(`${old}\n`)
  const keys = await openKeys(file)
  const [before] = keys.list()
  const id = await keys.install(next)
  expect(readFileSync(file, 'utf8')).toBe(`${old}\n${next}\n`)
  await keys.use(id)
  expect(readFileSync(file, 'utf8')).toBe(`${next}\n${old}\n`)
  await keys.remove(before?.id ?? '')
  expect(readFileSync(file, 'utf8')).toBe(`${next}\n`)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await openKeys(file)).list()).toEqual(keys.list())
})

it('changes that are asked for at once are made one after the other', async () => {
  const file = fileOf(`${generateKey()}\n`)
  const keys = await openKeys(file)
  const ids = await Promise.all(Array.from({ length: RING_LIMIT - 1 }, () => keys.install(generateKey())))
  expect(keys.list().map(({ id }) => id)).toEqual([keys.list()[0]?.id, ...ids])
  expect((await openKeys(file)).list()).toEqual(keys.list())
})

it('what cannot be changed says why, and nothing is changed', async () => {
  const keys = keysOf(generateKey())
  const [{ id } = { id: '' }] = keys.list()
  const before = keys.list()
  const twice = generateKey()
  await keys.install(twice)
  const refusals = [
    [keys.install('hello'), 'invalid'],
    [keys.install(twice), 'known'],
    [keys.use('00000000'), 'unknown'],
    [keys.remove('00000000'), 'unknown'],
    [keys.remove(id), 'primary'],
  ] as const
  for (const [promise, reason] of refusals)
    expect(await failureOf(promise)).toEqual({ _tag: 'KeyRefused', reason })
  expect(keys.list().slice(0, 1)).toEqual(before)
  expect(() => keysOf('hello')).toThrow('gossip keygen')
})

it('a key that is given in place of a file is not repeated by the error', async () => {
  const key = generateKey()
  const failure = await failureOf(openKeys(key))
  expect(failure).toMatchObject({ _tag: 'KeysUnavailable', flaw: { reason: 'secret' } })
  expect(JSON.stringify(failure)).not.toContain(key)
  await expect(openKeys(key)).rejects.toThrow('keysOf')
})

it('a file that cannot be written leaves the keys as they were', async () => {
  const place = join(folder(), 'gone')
  mkdirSync(place)
  const file = fileOf(`${generateKey()}\n`)
  const keys = await openKeys(file)
  const before = keys.list()
  // A folder in the way of what would be written first stops even a user who may do everything.
  mkdirSync(join(`${file}.${process.pid}.gossip-tmp`, 'in the way'), { recursive: true })
  expect(await failureOf(keys.install(generateKey()))).toMatchObject({ _tag: 'KeysUnavailable', file })
  expect(keys.list()).toEqual(before)
})

it('a file that is no ring of keys is refused with its flaw, and never with what stands in it', async () => {
  const key = generateKey()
  const spoiled = `${key.slice(0, -1)}!`
  const many = Array.from({ length: RING_LIMIT + 1 }, generateKey).join('\n')
  const flaws = [
    ['', { reason: 'empty' }],
    ['\n\n', { reason: 'empty' }],
    [`${key}\n${spoiled}\n`, { reason: 'line', line: 2 }],
    [`${key}\n\n${generateKey()}\n`, { reason: 'line', line: 2 }],
    [`${key}\n${key}\n`, { reason: 'twice', line: 2 }],
    [many, { reason: 'tooMany', limit: RING_LIMIT }],
    [`${key}\n`.repeat(100), { reason: 'large', limit: 4_096 }],
  ] as const
  for (const [text, flaw] of flaws) {
    const file = fileOf(text)
    const failure = await failureOf(openKeys(file))
    expect(failure).toEqual({ _tag: 'KeysUnavailable', file, flaw })
    expect(explain(failure)).not.toContain(key.slice(0, 8))
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
})

it.each([
  0o640, 0o604, 0o620, 0o666,
])('a file that others may read or write is refused: mode %o', async (mode) => {
  const file = fileOf(`${generateKey()}\n`)
  chmodSync(file, mode)
  const failure = await failureOf(openKeys(file))
  expect(failure).toMatchObject({ flaw: { reason: 'exposed', mode: mode.toString(8) } })
  expect(explain(failure)).toContain('chmod 600')
})
