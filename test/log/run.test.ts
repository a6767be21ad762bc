import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { fingerprintOf, init } from '../../core/index.ts'
import { type RecordedRun, readRun } from '../../shell/node/index.ts'
import { sealed } from '../../shell/node/journal/line.ts'
import { folder } from '../memory/place.ts'
import { holdsLater } from '../property/holds.ts'
import { eventful } from '../shrink/sought.ts'
import { put } from './project.ts'
import { headerOf, record } from './record.ts'

const read = async (files: ReadonlyArray<string>): Promise<RecordedRun> => {
  const outcome = await readRun(files)()
  if (Either.isLeft(outcome)) throw new Error(JSON.stringify(outcome.left))
  return outcome.right
}

holdsLater(
  'a run in several files is read as it was: its start, and all its events',
  [eventful],
  async (one) => {
    const place = folder()
    const files = record(one, { lines: 12 }).files.map((text, at) => put(place, `${at}.jsonl`, text))
    const { config, self, now: at } = one.start
    const [start] = init({ config, self: self.id, boot: self.boot, at, entropy: 1 })
    const run = await read(files)
    expect(fingerprintOf(run.start)).toBe(fingerprintOf(start))
    expect(run).toMatchObject({ files, header: headerOf(one), torn: [] })
    expect(run.events).toStrictEqual(one.events)
  },
)

const [one] = fc.sample(eventful, { seed: 4, numRuns: 200 }).filter(({ events }) => events.length >= 40)
const texts = one === undefined ? [] : record(one, { lines: 20 }).files

it('a last line that was cut off is left out', async () => {
  const [first = ''] = texts
  const file = put(folder(), 'torn.jsonl', first.slice(0, -5))
  const whole = await read([put(folder(), 'whole.jsonl', first)])
  const { events, torn } = await read([file])
  expect(torn).toEqual([file])
  expect(whole.events.length - events.length).toBeLessThanOrEqual(1)
})

it('a checkpoint whose fingerprint is another is no start', async () => {
  const [, second = ''] = texts
  const [line = '', ...rest] = second.split('\n')
  const { crc: _crc, ...header } = JSON.parse(line)
  const forged = sealed({ ...header, start: { ...header.start, fingerprint: '0123456789abcdef' } })
  const outcome = await readRun([put(folder(), 'forged.jsonl', forged + rest.join('\n'))])()
  expect(outcome).toMatchObject({
    left: { line: 1, reason: 'the checkpoint is not the state that was written' },
  })
  const sound = sealed(header)
  expect(await readRun([put(folder(), 'sound.jsonl', sound + rest.join('\n'))])()).toMatchObject({
    right: { torn: [] },
  })
})

it('no file is no run', async () => {
  expect(await readRun([])()).toMatchObject({ left: { line: null, reason: 'no file was given' } })
})
