import { writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { sealed } from '../../shell/node/journal/line.ts'
import { run } from '../arbitrary/run.ts'
import { type Said, said } from './command.ts'
import { place } from './place.ts'
import { record } from './record.ts'

const one = fc.sample(run, { seed: 3, numRuns: 200 }).find(({ events }) => events.length >= 40)

let file: string

beforeEach(() => {
  file = place()
})

const replayed = (content: string): Promise<Said> => {
  writeFileSync(file, content)
  return said(['replay', file])
}

describe('of several files gossip replay', () => {
  const files = one === undefined ? [] : record(one, { lines: 12 }).files
  const replayedAs = (...order: ReadonlyArray<number>) => {
    const names = order.map((at, place) => {
      const name = `${file}.${place}`
      writeFileSync(name, files[at] ?? '')
      return name
    })
    return said(['replay', ...names])
  }

  it('says how many events lie between files of which none was given', async () => {
    const { code, out } = await replayedAs(0, 2)
    expect(code).toBe(0)
    expect(out).toMatch(/^\d+ events in between are in none of these files$/m)
  })

  it('takes them in the order in which they were written, however they are given', async () => {
    const { code, out } = await replayedAs(1, 0)
    expect(code).toBe(0)
    expect(out).not.toMatch(/in between/)
  })

  it('exits with 2 where one comes twice', async () => {
    expect(await replayedAs(0, 0)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/begins before the end of the file before it/),
    })
  })

  it('looks at what can be compared where only some of it is of another revision', async () => {
    const [first = '', second = '', ...rest] = files
    const foreign = second.split('\n')
    // A header is an object.
    const header = JSON.parse(foreign[0] ?? '') as Record<string, unknown>
    delete header['crc']
    const names = [
      first,
      [sealed({ ...header, behaviour: 7 }).trimEnd(), ...foreign.slice(1)].join('\n'),
      ...rest,
    ]
    const paths = names.map((content, at) => {
      writeFileSync(`${file}.${at}`, content)
      return `${file}.${at}`
    })
    const { code, out } = await said(['replay', ...paths])
    expect(code).toBe(0)
    expect(out).toMatch(/^verified: \d+ fingerprints agree$/m)
    expect(out).toMatch(/^recorded by revision 7 /m)
  })

  it.each([
    'phase',
    'pulse',
    'partialView',
    'repairs',
  ])('exits with 2 where the checkpoint is undamaged, but no state: without its %s', async (slice) => {
    const [header = '', ...rest] = (files[1] ?? '').split('\n')
    // A header that begins with a checkpoint.
    const content = JSON.parse(header) as { crc?: string; start: { state: Record<string, unknown> } }
    delete content.crc
    content.start.state[slice] = null
    const forged = [sealed({ ...content, behaviour: 7 }).trimEnd(), ...rest].join('\n')
    expect(await replayed(forged)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/line 1: .*no state/),
    })
  })
})
