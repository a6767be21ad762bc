import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { asInstant, type Event, init, type State, step } from '../../core/index.ts'
import { type JournalFile, makeJournalFile } from '../../shell/node/journal/file.ts'
import { type JournalOptions, parseJournal } from '../../shell/node/journal/options.ts'
import { makeRecorder } from '../../shell/node/journal/recorder.ts'
import { born } from '../arbitrary/run.ts'
import { until } from '../shell/node.ts'
import { configWith } from '../suspicion/member.ts'
import { place, played } from './place.ts'
import { headerOf } from './record.ts'

const settingsOf = (options: JournalOptions) => {
  const settings = parseJournal(options)
  if (Either.isLeft(settings)) throw new Error(JSON.stringify(settings.left))
  return settings.right
}

/** A file of which only `append` works. */
const handleThat = (append: (text: string) => Promise<void>): FileHandle =>
  // Of all that a handle can do a journal uses these.
  ({
    appendFile: append,
    stat: () => Promise.resolve({ nlink: 1 }),
    datasync: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }) as unknown as FileHandle

/** A node that is recorded, and the clock by which its journal tries again. */
const recorded = (file: string, handle: FileHandle) => {
  let now = asInstant(0)
  const failures: string[] = []
  const sink: JournalFile = makeJournalFile({
    first: handle,
    settings: settingsOf({ file }),
    clock: { now: () => now },
    failed: (code) => failures.push(code),
  })
  const start = born(configWith(), 1)
  const header = headerOf({ start, events: [] })
  const recorder = makeRecorder(header, 4, sink)
  const { config, self } = start
  let [state]: readonly [State, unknown] = init({
    config,
    self: self.id,
    boot: self.boot,
    at: start.now,
    entropy: 1,
  })
  const happen = (count: number): void => {
    for (let index = 0; index < count; index++) {
      const event: Event = { _tag: 'Woke', at: asInstant(state.now + 100), entropy: index }
      recorder.saw(event)
      const [next, effects] = step(state, event)
      state = next
      recorder.did(next, effects)
    }
  }
  const close = (): Promise<void> => {
    recorder.conclude(state)
    return sink.close()
  }
  const pass = (ms: number): void => {
    now = asInstant(now + ms)
  }
  return { happen, close, failures, pass, sink }
}

describe('a journal that the system does not write', () => {
  it('is said once, and goes on in another file as soon as there is room again', async () => {
    const file = place()
    const full = handleThat(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })))
    const node = recorded(file, full)
    node.happen(10)
    await until(() => node.failures.length > 0)
    node.happen(10)
    node.pass(4_999)
    node.happen(10)
    expect(node.failures).toEqual(['ENOSPC'])
    node.pass(1)
    node.happen(11)
    await node.close()
    expect(node.failures).toEqual(['ENOSPC'])
    const { replay } = await played([file])
    // The event after which there was room is in the checkpoint already.
    expect(replay).toMatchObject({ events: 10, divergence: null, unchecked: 0 })
    expect(replay.playing?.header.events).toBe(31)
  })

  it('before its header is whole leaves no file behind', async () => {
    const file = place()
    writeFileSync(file, '')
    const node = recorded(
      file,
      handleThat(() => {
        writeFileSync(file, '{"journal":"gos')
        return Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
      }),
    )
    await until(() => node.failures.length > 0)
    await until(() => !existsSync(file))
  })

  it('is tried again later and later, as long as it is in vain', async () => {
    const nowhere = join(dirname(place()), 'nowhere', 'node.jsonl')
    const full = handleThat(() => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })))
    const node = recorded(nowhere, full)
    for (const span of [5_000, 10_000, 20_000]) {
      const before = node.failures.length
      node.happen(1)
      await until(() => node.failures.length > before)
      node.pass(span - 1)
      expect(node.sink.isFull()).toBe(false)
      node.pass(1)
      expect(node.sink.isFull()).toBe(true)
    }
  })

  it('for so long that too much waits is given up, so that no memory fills', async () => {
    const stuck = handleThat(() => new Promise(() => undefined))
    const node = recorded(place(), stuck)
    node.happen(1)
    for (let index = 0; index < 17; index++) node.sink.write('x'.repeat(2 ** 20))
    expect(node.failures).toEqual(['ENOBUFS'])
    expect(node.sink.isFull()).toBe(false)
    node.pass(5_000)
    expect(node.sink.isFull()).toBe(true)
  })

  it('and then is, after all, has every line in the file that it is for', async () => {
    const file = place()
    const texts: string[] = []
    let release = (): void => undefined
    const slow = handleThat((text) => {
      texts.push(text)
      return new Promise((resolve) => {
        release = () => resolve()
      })
    })
    const node = recorded(file, slow)
    await until(() => texts.length === 1)
    node.happen(1)
    for (let index = 0; index < 17; index++) node.sink.write('x'.repeat(2 ** 20))
    node.pass(5_000)
    node.happen(3)
    release()
    await node.close()
    // The old file got its header alone; the new one is whole.
    expect(texts).toHaveLength(1)
    expect((await played([file])).replay).toMatchObject({ divergence: null, unchecked: 0, events: 2 })
  })

  it('is given up where somebody has removed it', async () => {
    const file = place()
    const removed = { ...handleThat(() => Promise.resolve()), stat: () => Promise.resolve({ nlink: 0 }) }
    // Of all that a handle can do a journal uses these.
    const node = recorded(file, removed as unknown as FileHandle)
    node.pass(1_000)
    node.happen(1)
    await until(() => node.failures.length > 0)
    expect(node.failures).toEqual(['ENOENT'])
  })
})

it('what waits is written at once when the process may be about to end', async () => {
  const file = place()
  const handle = await open(file, 'wx')
  const node = recorded(file, handle)
  let n = 0
  // While the header is being written nothing can be done.
  await until(() => {
    node.happen(1)
    n += 1
    node.sink.rescue()
    return readFileSync(file, 'utf8').includes(`{"n":${n},`)
  })
  await node.close()
  expect((await played([file])).replay).toMatchObject({ divergence: null, events: n })
})

it('a header may be larger than all else that may wait', async () => {
  const file = place()
  const node = recorded(file, await open(file, 'wx'))
  node.sink.turn(`${'x'.repeat(20 * 2 ** 20)}\n`)
  node.happen(1)
  expect(node.failures).toEqual([])
  await node.close()
})
