import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { fingerprintOf, type State } from '../../core/index.ts'
import { sealed, unsealed } from '../../shell/node/journal/line.ts'
import { type Journal, readJournal } from '../../shell/node/journal/reader.ts'
import { advance, isOver, nobody, nothing, type Replay } from '../../shell/node/journal/replay.ts'
import { run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { record } from './record.ts'

const read = (text: string): Journal => {
  const journal = readJournal(text)
  if (Either.isLeft(journal)) throw new Error(JSON.stringify(journal.left))
  return journal.right
}

const verify = ({ header, entries }: Journal): Replay & { readonly state: State } => {
  const options = { invariants: true, witness: nobody }
  let replay = nothing
  for (const item of [{ _tag: 'Opened', header } as const, ...entries]) {
    const next = advance(replay, item, options)
    if (Either.isLeft(next)) throw new Error(next.left)
    replay = next.right
  }
  if (replay.playing === null) throw new Error('no header')
  return { ...replay, state: replay.playing.state }
}

const payloads = fc.constantFrom<'kept' | 'omitted'>('kept', 'omitted')

describe('a journal', () => {
  holds('is replayed to the fingerprints of the run', [run, payloads], (one, kept) => {
    const { files } = record(one, { payloads: kept })
    const verdict = verify(read(files[0] ?? ''))
    expect(verdict).toMatchObject({ events: one.events.length, divergence: null })
    expect(verdict.checks).toBe(Math.ceil(one.events.length / 5))
  })

  holds(
    'in several files is replayed file by file, each from its own checkpoint',
    [run, payloads],
    (one, kept) => {
      const whole = verify(read(record(one, { payloads: kept }).files[0] ?? ''))
      const { files } = record(one, { payloads: kept, lines: 12 })
      const verdicts = files.map((file) => verify(read(file)))
      expect(verdicts.map(({ divergence }) => divergence)).toEqual(files.map(() => null))
      expect(verdicts.reduce((sum, { events }) => sum + events, 0)).toBe(one.events.length)
      expect(fingerprintOf(verdicts.at(-1)?.state ?? whole.state)).toBe(fingerprintOf(whole.state))
    },
  )

  holds('keeps no byte of a payload that was to be omitted', [run], (one) => {
    for (const file of record(one, { payloads: 'omitted', lines: 12 }).files) {
      expect(file).not.toMatch(/"payload":\{"base64"/)
      for (const entry of read(file).entries) {
        if (entry._tag !== 'Seen' || entry.event._tag !== 'Received') continue
        const { message } = entry.event
        if (message._tag === 'Rumor') expect(message.payload.every((byte) => byte === 0)).toBe(true)
      }
    }
  })
})

const sample = fc.sample(run, { seed: 3, numRuns: 200 })
const twenty = sample.find(({ events }) => events.length >= 20)
const events = (twenty?.events ?? []).slice(0, 20)
const text = twenty === undefined ? '' : (record({ ...twenty, events }).files[0] ?? '')

describe('damage to a journal of twenty events', () => {
  it('in any one byte is reported, with its line', () => {
    const bytes = new TextEncoder().encode(text)
    expect(bytes.length).toBeGreaterThan(1_000)
    for (let at = 0; at < bytes.length; at++) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 1
      const journal = readJournal(new TextDecoder().decode(damaged))
      // The very last byte is the end of the last line, and a line without its end is what a crash leaves.
      const isEnd = at === bytes.length - 1
      expect(Either.isRight(journal) && !journal.right.torn).toBe(false)
      if (!isEnd) expect(journal).toMatchObject({ _tag: 'Left', left: { line: expect.any(Number) } })
    }
  })

  it('that cuts it off leaves all complete lines', () => {
    for (let length = text.indexOf('\n') + 1; length < text.length; length += 7) {
      const journal = read(text.slice(0, length))
      const complete = text.slice(0, length).split('\n').length - 2
      expect(journal.entries).toHaveLength(complete)
      expect(journal.torn).toBe(text[length - 1] !== '\n')
      expect(verify(journal).divergence).toBeNull()
    }
  })

  it('that takes a line away, or doubles one, is reported', () => {
    const lines = text.split('\n').slice(0, -1)
    for (let at = 1; at < lines.length - 1; at++) {
      const without = [...lines.slice(0, at), ...lines.slice(at + 1), ''].join('\n')
      const doubled = [...lines.slice(0, at + 1), ...lines.slice(at), ''].join('\n')
      const isEvent = lines[at]?.includes('"event"') === true
      if (isEvent)
        expect(readJournal(without)).toMatchObject({ left: { line: at + 1, reason: 'out of order' } })
      if (isEvent)
        expect(readJournal(doubled)).toMatchObject({ left: { line: at + 2, reason: 'out of order' } })
    }
  })
})

it('an event that was changed and sealed again is found by the next fingerprint', () => {
  const lines = text.split('\n').slice(0, -1)
  const found = lines.flatMap((line, at) => {
    // A line of an undamaged journal.
    const content = Either.toUnion(unsealed(line, 1_000_000)) as {
      readonly n: number
      readonly event?: ReadonlyArray<unknown>
    }
    if (content.event === undefined) return []
    const changed = sealed({
      ...content,
      // Far later: what is but a little later may lead to the same, once time has passed.
      event: content.event.map((item, place) => (place === 1 ? Number(item) + 1_000_000 : item)),
    })
    const journal = read([...lines.slice(0, at), changed.trimEnd(), ...lines.slice(at + 1), ''].join('\n'))
    return [verify(journal).divergence]
  })
  expect(found).toHaveLength(20)
  for (const divergence of found)
    expect(divergence).toMatchObject({ expected: expect.any(String), n: expect.any(Number) })
})

it('a journal of another revision is folded without looking at its fingerprints', () => {
  const journal = read(text)
  const other = { ...journal, header: { ...journal.header, behaviour: 0 } }
  expect(verify(other)).toMatchObject({ events: 20, checks: 0, divergence: null })
})

it('an event that makes step throw ends a replay, which shows it', () => {
  const { header, entries } = read(text)
  const options = { invariants: false, witness: nobody }
  const opened = advance(nothing, { _tag: 'Opened', header }, options)
  if (Either.isLeft(opened) || opened.right.playing === null) throw new Error('not opened')
  const { playing } = opened.right
  // What no run leads to: a fault of the library, as a test can make one.
  const state = { ...playing.state, phase: null } as unknown as State
  const [entry] = entries
  if (entry === undefined) throw new Error('no entry')
  const after = advance({ ...opened.right, playing: { ...playing, state } }, entry, options)
  expect(after).toMatchObject({ right: { thrown: { n: 1, error: expect.stringMatching(/TypeError/) } } })
  expect(Either.isRight(after) && isOver(after.right)).toBe(true)
})
