import { readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { replaceFile } from '../../shell/node/replacement.ts'
import { run } from '../readme/process.ts'
import { beside, folder, held, place } from './place.ts'

/** The steps that may still be done, and what happens at the one after them. */
const disk = vi.hoisted(() => {
  const whole = {
    left: Number.POSITIVE_INFINITY,
    fail: (): Promise<never> => Promise.reject(new Error('unset')),
  }
  const opened: Array<import('node:fs/promises').FileHandle> = []
  return { ...whole, whole, opened }
})

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>()
  const step = <A>(work: () => Promise<A>): Promise<A> => {
    disk.left -= 1
    return disk.left === -1 ? disk.fail() : work()
  }
  const watched = (handle: import('node:fs/promises').FileHandle) => {
    disk.opened.push(handle)
    return {
      // What is written when the disk fails is half of it.
      writeFile: (text: string) =>
        step(() => handle.writeFile(text.slice(0, text.length / 2))).then(() =>
          step(() => handle.writeFile(text.slice(text.length / 2))),
        ),
      sync: () => step(() => handle.sync()),
      // Also a process that fails closes what it has open.
      close: () => handle.close(),
    }
  }
  return {
    ...real,
    open: (...args: Parameters<typeof real.open>) => step(() => real.open(...args)).then(watched),
    rename: (...args: Parameters<typeof real.rename>) => step(() => real.rename(...args)),
    rm: (...args: Parameters<typeof real.rm>) => step(() => real.rm(...args)),
  }
})

afterEach(async () => {
  Object.assign(disk, disk.whole)
  // What a machine had open when it stopped; closing twice does no harm.
  for (const handle of disk.opened.splice(0)) await handle.close()
})

/** Replaces the file on a disk that fails after so many steps; true if the new text is said to be there. */
const replaceUntil = async (file: string, text: string, left: number, code: string): Promise<boolean> => {
  disk.left = left
  disk.fail = () => Promise.reject(Object.assign(new Error(code), { code }))
  try {
    await replaceFile(file, text)
    return true
  } catch (error) {
    expect(error).toMatchObject({ code })
    return false
  } finally {
    Object.assign(disk, disk.whole)
  }
}

/** The same, but nothing happens any more after these steps, as when the machine stops; true if it did not. */
const stopAt = (file: string, text: string, left: number): Promise<boolean> =>
  new Promise((resolve) => {
    disk.left = left
    disk.fail = () => {
      resolve(false)
      return new Promise(() => undefined)
    }
    void replaceFile(file, text).then(() => resolve(true))
  })

// Remove the draft, open it, write it in two parts, synchronise, rename; open the folder, synchronise it.
const STEPS = 8

describe('a file that is replaced', () => {
  it('is the old or the new one whenever the machine stops, and the next life replaces it again', async () => {
    for (let left = 0; left <= STEPS; left++) {
      const file = place('the old text')
      expect(await stopAt(file, 'the new text', left)).toBe(left === STEPS)
      expect(readFileSync(file, 'utf8')).toBe(left < 6 ? 'the old text' : 'the new text')
      Object.assign(disk, disk.whole)
      await replaceFile(file, 'the next text')
      expect(readFileSync(file, 'utf8')).toBe('the next text')
      expect(beside(file)).toEqual([])
    }
  })

  it.each([
    'ENOSPC',
    'EIO',
  ])('is the old one, with nothing beside it, when a write fails with %s', async (code) => {
    for (let left = 0; left <= STEPS; left++) {
      const file = place('the old text')
      expect(await replaceUntil(file, 'the new text', left, code)).toBe(left === STEPS)
      expect(readFileSync(file, 'utf8')).toBe(left < 6 ? 'the old text' : 'the new text')
      expect(beside(file)).toEqual([])
    }
  })

  it('is replaced where a folder cannot be synchronised', async () => {
    const file = place('the old text')
    expect(await replaceUntil(file, 'the new text', STEPS - 1, 'EPERM')).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('the new text')
  })
})

it('a process that is killed again and again while it writes leaves a whole memory, of what it saved last or after', async () => {
  const file = place()
  const self = asNodeId('192.0.2.7:7946')
  let boot = 0
  for (let kill = 0; kill < 15; kill++) {
    const writer = run(['dist/test/memory/writer.js', file, self])
    onTestFinished(() => void writer.child.kill('SIGKILL'))
    await writer.sees(new RegExp(`^saved ${1 + (kill % 5)}$`, 'm'))
    writer.child.kill('SIGKILL')
    await writer.exit
    const said = [...writer.out().matchAll(/^saved (\d+)\n/gm)].map(([, round]) => Number(round))
    const memory = held(file, self)
    expect(memory.viewSize).toBeGreaterThanOrEqual(Math.max(...said))
    expect(new Set(memory.nodes.map((node) => node.boot)).size).toBeLessThanOrEqual(1)
    for (const node of memory.nodes) expect(node.boot).toBe(memory.viewSize)
    expect(memory.boot).toBeGreaterThan(boot)
    expect(writer.out()).toContain(`begun ${memory.boot}\n`)
    boot = memory.boot
  }
})

it('a link in the place of what is being written is not followed', async () => {
  const file = place()
  const precious = `${folder()}/precious`
  writeFileSync(precious, 'a text of the user')
  symlinkSync(precious, `${file}.gossip-tmp`)
  await replaceFile(file, 'a memory')
  expect(readFileSync(precious, 'utf8')).toBe('a text of the user')
  expect(readFileSync(file, 'utf8')).toBe('a memory')
})
