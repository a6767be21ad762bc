import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { afterAll, describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, type Event, type Message } from '../../core/index.ts'
import { sealed, unsealed } from '../../shell/node/journal/line.ts'
import { configOf } from '../arbitrary/config.ts'
import { self } from '../arbitrary/id.ts'
import { born, type Run } from '../arbitrary/run.ts'
import { record } from '../log/record.ts'
import { run } from '../readme/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'explain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const placed = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

const explain = async (...files: ReadonlyArray<string>) => {
  const running = run(['dist/shell/cli/main.js', 'explain', ...files, '--node', 'a:1', '--json'])
  return { code: await running.exit, out: running.out(), err: running.err() }
}

const heard = (at: number, from: string, message: Message): Event => ({
  _tag: 'Received',
  from: asNodeId(from),
  boot: asBoot(4),
  sequence: at,
  message,
  at: asInstant(at),
  entropy: 1,
})

const holding = (at: number): Event =>
  heard(at, 'a:1', { _tag: 'Subscribe', number: 1, extra: true, linked: true, handover: 1, renews: 0 })
const beat = (at: number): Event => heard(at, 'a:1', { _tag: 'Heartbeat', sketch: null })

/** Somebody joins through a founder, and sends it heartbeats. */
const one: Run = {
  start: born(configOf({}), 1),
  events: [
    { _tag: 'Commanded', command: { _tag: 'Join', contacts: [] }, at: asInstant(1_000), entropy: 1 },
    holding(1_001),
    ...[1_002, 1_003, 1_004, 1_005, 1_006, 1_007].map(beat),
  ],
}

const whole = record(one, { every: 2 }).files.join('')
const parts = record(one, { every: 2, lines: 5 }).files

const lineOf = (text: string, at: number): Record<string, unknown> =>
  // What was just recorded is an object.
  Either.toUnion(unsealed(text.split('\n')[at] ?? '', 1_000_000)) as Record<string, unknown>

/** The journal with another line in the place of this one. */
const changed = (text: string, at: number, change: object): string =>
  text
    .split('\n')
    .map((line, index) => (index === at ? sealed({ ...lineOf(text, at), ...change }).trimEnd() : line))
    .join('\n')

describe('gossip explain, of journals that are not all there', () => {
  it('takes several files for one, in any order', async () => {
    const files = parts.map((text, index) => placed(`part-${index}`, text))
    expect(files.length).toBeGreaterThan(2)
    const [account, split] = [await explain(placed('whole', whole)), await explain(...files)]
    expect(account).toMatchObject({ code: 0, err: '' })
    expect(split).toEqual(account)
    expect(await explain(...files.slice(1), ...files.slice(0, 1))).toEqual(account)
    expect(JSON.parse(account.out)).toMatchObject({
      subject: 'a:1',
      self: self.id,
      verdict: expect.stringMatching(/^In the PartialView since #2 .* In the InView since #2 /),
    })
  })

  it('says what was there when a journal begins', async () => {
    const { code, out } = await explain(placed('late', parts[1] ?? ''))
    expect(code).toBe(0)
    expect(JSON.parse(out).verdict).toMatch(/^In the PartialView since before this journal begins\. /)
  })

  it('warns of a part that is missing', async () => {
    const files = [0, 2].map((index) => placed(`gap-${index}`, parts[index] ?? ''))
    const { code, err } = await explain(...files)
    expect(code).toBe(0)
    expect(err).toMatch(/^warning: events \d+ to \d+ are in none of the files/)
  })

  it('explains the last life alone, and warns of the others', async () => {
    const other = changed(whole.split('\n').slice(0, 3).concat('').join('\n'), 0, { boot: 5 })
    const { err } = await explain(placed('first-life', whole), placed('next-life', other))
    expect(err).toMatch(/^warning: only boot 5, the last life in these files, is explained/)
  })

  it('warns of a last line that was cut off', async () => {
    const { code, err } = await explain(placed('torn', whole.slice(0, -9)))
    expect(code).toBe(0)
    expect(err).toMatch(/^warning: .*torn: the last line was cut off/)
  })

  it('warns of another behaviour', async () => {
    const { code, err } = await explain(placed('other', changed(whole, 0, { behaviour: 99 })))
    expect(code).toBe(0)
    expect(err).toMatch(/^warning: recorded by revision 99 of the protocol’s behaviour/)
  })

  it('ends at the first fingerprint that is another, and warns from where on it may be wrong', async () => {
    const lines = whole.split('\n')
    const at = lines.findIndex((line, index) => index > 4 && line.includes('"state":'))
    const wrong = changed(whole, at, { state: '0000000000000000' })
    const { n } = lineOf(whole, at) as { readonly n: number } // A fingerprint names its event.
    const { code, out, err } = await explain(placed('wrong', wrong))
    expect(code).toBe(0)
    expect(err).toContain(`at event ${n} is another than was recorded`)
    expect(err).toContain(`wrong from event ${n - 1} on, and ends at event ${n}`)
    const { facts } = JSON.parse(out)
    expect(facts.every((fact: { readonly n: number }) => fact.n <= n)).toBe(true)
  })
})
