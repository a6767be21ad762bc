import { writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { sealed } from '../../shell/node/journal/line.ts'
import { run } from '../arbitrary/run.ts'
import { run as runProcess } from '../readme/process.ts'
import { said } from './command.ts'
import { place } from './place.ts'
import { headerOf, record } from './record.ts'

const one = fc.sample(run, { seed: 3, numRuns: 200 }).find(({ events }) => events.length >= 40)
const text = one === undefined ? '' : (record(one).files[0] ?? '')
const events = one?.events.length ?? 0
const lines = text.trimEnd().split('\n')

/** A journal with this in the place of one line. */
const changed = (at: number, line: (content: object) => string): string =>
  `${lines.map((was, index) => (index === at ? line(JSON.parse(was) as object).trimEnd() : was)).join('\n')}\n`

let file: string

beforeEach(() => {
  file = place()
})

const replayed = (content: string | Uint8Array, args: ReadonlyArray<string> = []) => {
  writeFileSync(file, content)
  return said(['replay', file, ...args])
}

describe('gossip replay', () => {
  it('exits with 0 when all fingerprints agree, also of a gzipped file', async () => {
    expect(await replayed(text)).toMatchObject({ code: 0, out: expect.stringMatching(/^verified: \d+/) })
    file = `${file}.gz`
    expect(await replayed(gzipSync(text))).toMatchObject({ code: 0 })
  })

  it('exits with 1 at the first that differs, and says which event, what was expected, and the state before', async () => {
    const at = lines.findIndex((line) => line.includes('"state"') && line.startsWith('{"n":10,'))
    const wrong = changed(at, ({ crc: _, ...content }: { crc?: string }) =>
      sealed({ ...content, state: '0123456789abcdef' }),
    )
    const { code, out } = await replayed(wrong)
    expect(code).toBe(1)
    expect(out).toMatch(
      /^diverges at event 10: the fingerprint of state is [0-9a-f]{16}, was 0123456789abcdef$/m,
    )
    expect(out).toMatch(/^the state when they agreed last: \{"self"/m)
    const { code: again, out: json } = await replayed(wrong, ['--json'])
    expect(again).toBe(1)
    expect(JSON.parse(json)).toMatchObject({
      verified: false,
      divergence: { n: 10, of: 'state', expected: '0123456789abcdef', before: { phase: expect.anything() } },
    })
  })

  it('exits with 2 when a line can’t be read, with its number and why', async () => {
    const damaged = text.replace('"n":7,', '"n":8,')
    const { code, err } = await replayed(damaged)
    expect(code).toBe(2)
    expect(err).toMatch(/node\.jsonl: line \d+: it is damaged: its checksum is another$/m)
  })

  it.each([
    ['', /line 1: not a single whole line/],
    ['Dear diary,\n', /line 1: it does not end with a checksum/],
    [sealed({ a: 1 }), /line 1: no header of a journal/],
    [sealed({ journal: 'gossip', shape: 99 }), /line 1: the journal was written by a later version/],
    [lines.slice(0, 1).join('').slice(0, 50), /line 1: not a single whole line/],
  ])('exits with 2 for what is no journal: %j', async (content, reason) => {
    expect(await replayed(content)).toMatchObject({ code: 2, err: expect.stringMatching(reason) })
  })

  it('exits with 2 for a file that is not there, and for no file', async () => {
    const nowhere = await said(['replay', `${file}.none`])
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringMatching(/there is no such file/) })
    expect(await said(['replay'])).toMatchObject({ code: 2, err: expect.stringMatching(/file/) })
  })

  it('tells its outcome as JSON', async () => {
    const { out } = await replayed(text.slice(0, -5), ['--json'])
    expect(JSON.parse(out)).toEqual({
      events: expect.any(Number),
      checks: expect.any(Number),
      verified: true,
      divergence: null,
      torn: true,
      seconds: expect.any(Number),
      unchecked: expect.any(Number),
      missing: 0,
      uncompared: 0,
      revisions: [],
      violation: null,
      thrown: null,
    })
  })

  it('stops after the event that it was told, and prints the state', async () => {
    const { out } = await replayed(text, ['--until', '7', '--state', '--json'])
    expect(JSON.parse(out)).toMatchObject({ events: 7, state: { self: one?.start.self } })
  })

  it('prints each event with its effects', async () => {
    const { out } = await replayed(text, ['--effects'])
    const printed = out.split('\n').filter((line) => line.startsWith('{'))
    expect(printed).toHaveLength(events)
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({ n: 1, event: { _tag: one?.events[0]?._tag } })
  })

  it('leaves out a last line that was cut off, and says so', async () => {
    const { code, out } = await replayed(text.slice(0, -5))
    expect(code).toBe(0)
    expect(out).toMatch(/node\.jsonl: the last line was cut off/)
  })

  it('compares no fingerprint of another revision, and says so', async () => {
    const other = changed(0, () =>
      sealed({ ...(one === undefined ? {} : headerOf(one)), behaviour: 999_999 }),
    )
    const { code, out } = await replayed(other)
    expect(code).toBe(0)
    expect(out).toMatch(
      /^recorded by revision 999999 .* fingerprints were not compared, all invariants hold$/m,
    )
    expect(out).not.toMatch(/verified/)
    const { out: json } = await replayed(other, ['--json'])
    expect(JSON.parse(json)).toMatchObject({ events, checks: 0, verified: false, revisions: [999_999] })
  })

  it('ends in silence when nobody reads on', async () => {
    writeFileSync(file, text)
    const script = `${process.execPath} dist/shell/cli/main.js replay ${file} --effects --state | true`
    const running = runProcess(['-c', script], 'sh')
    expect(await running.exit).toBe(0)
    expect(running.err()).toBe('')
  })
})
