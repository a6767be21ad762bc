import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { JournalOptions } from '../../shell/node/index.ts'
import { folder } from '../memory/place.ts'
import { failureOf, holds, nextOf, openNode } from '../shell/node.ts'
import { closedOf, place, played } from './place.ts'

const SECRET = 'what nobody else may read'

/** Two nodes, of which one is recorded; each publishes so many messages, and reads those of the other. */
const recorded = async (journal: JournalOptions, messages = 20): Promise<void> => {
  const other = await openNode()
  const node = await openNode({ join: [other.id], journal })
  await node.joined()
  await holds(other, node)
  const read = [node.messages(), other.messages()] as const
  for (let index = 0; index < messages; index++) {
    await node.publish(Buffer.from(`${SECRET} ${index}`.padEnd(1_000)))
    await other.publish(Buffer.from(`${SECRET} ${index}`.padEnd(1_000)))
    await nextOf(read[0])
    await nextOf(read[1])
  }
  await node.close()
}

describe('the journal of a node', () => {
  it('is replayed to the last event, every fingerprint agreeing', async () => {
    const file = place()
    await recorded({ file, every: 16 })
    const { replay, torn } = await played([file])
    expect(replay).toMatchObject({ divergence: null, violation: null, unchecked: 0 })
    expect(replay.events).toBeGreaterThan(60)
    expect(replay.checks).toBeGreaterThan(1)
    expect(torn).toEqual([])
    expect(readFileSync(file, 'utf8')).toContain(Buffer.from(SECRET).toString('base64').slice(0, 20))
  })

  it('without payloads has none of their bytes, and is replayed all the same', async () => {
    const file = place()
    await recorded({ file, payloads: 'omit', rotation: 65_536, every: 1 }, 200)
    const files = [...closedOf(file), file]
    const { replay } = await played(files)
    expect(replay).toMatchObject({ divergence: null, violation: null, unchecked: 0 })
    const part = Buffer.from(SECRET).toString('base64').slice(0, 20)
    for (const one of files) {
      const bytes = readFileSync(one)
      const text = one.endsWith('.gz') ? gunzipSync(bytes).toString() : bytes.toString()
      expect(text).not.toContain(part)
      expect(text).not.toContain(SECRET)
    }
  })

  it('goes on in another file when it is full, and each is replayed alone or after the others', async () => {
    const file = place()
    await recorded({ file, rotation: 65_536, every: 7 }, 300)
    const files = [...closedOf(file), file]
    expect(files.length).toBeGreaterThan(3)
    for (const closed of closedOf(file)) expect(closed).toMatch(/\.jsonl\.\d{6}\.gz$/)
    const whole = await played(files)
    expect(whole.replay).toMatchObject({ divergence: null, violation: null, unchecked: 0 })
    let events = 0
    for (const one of files) {
      const { replay } = await played([one])
      expect(replay).toMatchObject({ divergence: null, violation: null })
      events += replay.events
    }
    expect(whole.replay.events).toBe(events)
    expect(whole.replay.playing?.n).toBe(events)
  })

  it('keeps no more closed files than it shall', async () => {
    const file = place()
    await recorded({ file, rotation: 65_536, keep: 2 }, 300)
    const closed = closedOf(file)
    expect(closed).toHaveLength(2)
    expect(Number(closed[0]?.match(/(\d{6})\.gz$/)?.[1])).toBeGreaterThan(2)
    expect((await played([...closed, file])).replay).toMatchObject({ divergence: null, violation: null })
  })

  it('of a former life is moved aside, whole', async () => {
    const file = place()
    await recorded({ file })
    const before = readFileSync(file)
    await recorded({ file })
    expect(closedOf(file)).toEqual([`${file}.000001.gz`])
    expect(gunzipSync(readFileSync(`${file}.000001.gz`))).toEqual(before)
    expect((await played([`${file}.000001.gz`, file])).replay).toMatchObject({ divergence: null })
  })
})

describe('a journal that can’t be', () => {
  const failing = (journal: string | JournalOptions): ReturnType<typeof failureOf> =>
    failureOf(openNode({ journal }))

  it('because something else stands there is refused, and that is left as it is', async () => {
    const file = place()
    writeFileSync(file, 'Dear diary,\n')
    expect(await failing(file)).toEqual({ _tag: 'JournalUnavailable', file, code: 'EFTYPE' })
    expect(await failing(dirname(file))).toMatchObject({ code: 'EFTYPE' })
    expect(readFileSync(file, 'utf8')).toBe('Dear diary,\n')
    expect(closedOf(file)).toEqual([])
  })

  it('because there is no folder for it is refused', async () => {
    const file = join(folder(), 'nowhere', 'node.jsonl')
    expect(await failing(file)).toEqual({ _tag: 'JournalUnavailable', file, code: 'ENOENT' })
  })

  it.each([
    [{ rotation: 10 }, 'rotation'],
    [{ keep: -1 }, 'keep'],
    [{ every: 0.5 }, 'every'],
    [{ file: 'node.jsonl.gz' }, 'file'],
    [{ payload: 'omit' }, 'payload'],
  ])('by its options is refused: %j', async (wrong, option) => {
    const failure = await failing({ file: place(), ...wrong })
    expect(failure).toMatchObject({
      _tag: 'JournalInvalid',
      option,
      problem: expect.stringMatching(/must|is no option/),
    })
  })

  it('because a pipe stands there is refused, without waiting for its other end', async () => {
    const file = place()
    execFileSync('mkfifo', [file])
    expect(await failing(file)).toMatchObject({ code: 'EFTYPE' })
  })

  it('by an option that is undefined has its default', async () => {
    const file = place()
    // As callers without TypeScript's strictest setting may pass it.
    await openNode({ journal: { file, rotation: undefined } as unknown as JournalOptions })
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
