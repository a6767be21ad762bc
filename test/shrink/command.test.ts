import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transcribe } from '../../shell/node/journal/transcript.ts'
import { run } from '../arbitrary/run.ts'
import { project, put, ran, shrinkCommand, verdict } from '../log/project.ts'
import { headerOf, record } from '../log/record.ts'

const [one] = fc.sample(run, { seed: 4, numRuns: 200 }).filter(({ events }) => events.length >= 40)
if (one === undefined) throw new Error('no run is that long')

const ALARM = `export default ({ n }) => n === 30\n`

/** A project with a journal in three files, and a predicate. */
const recorded = () => {
  const place = project()
  const files = record(one, { lines: 20 }).files.map((text, at) => put(place, `node.jsonl.00000${at}`, text))
  return { place, files, predicate: put(place, 'alarm.mjs', ALARM) }
}

describe('what is written', () => {
  it('goes beside the first file under its name, and is of one run that several files tell of', async () => {
    const { place, files, predicate } = recorded()
    const { code } = await shrinkCommand(...files, '--predicate', predicate)
    expect(code).toBe(0)
    expect(await verdict(join(place, 'node.shrunk.jsonl'))).toMatchObject({ events: 30, divergence: null })
  })

  it('is numbered from where the first file begins, which may be a checkpoint', async () => {
    const { place, files, predicate } = recorded()
    const [, second = '', ...rest] = files
    writeFileSync(`${second}.gz`, gzipSync(readFileSync(second)))
    const out = join(place, 'small')
    const args = [`${second}.gz`, ...rest, '--predicate', predicate, '--out', out, '--json']
    const { code, out: said } = await shrinkCommand(...args)
    expect(code).toBe(0)
    const before = JSON.parse(readFileSync(second, 'utf8').split('\n')[0] ?? '').events
    expect(before).toBeGreaterThan(0)
    expect(JSON.parse(said)).toMatchObject({
      after: 30 - before,
      minimal: true,
      journal: `${out}.jsonl`,
      test: `${out}.test.mjs`,
    })
    const { events, playing } = await verdict(`${out}.jsonl`)
    expect({ events, n: playing?.n }).toEqual({ events: 30 - before, n: 30 })
    expect((await ran('--test', `${out}.test.mjs`)).out).toContain('event 30 is what')
  })

  it('may be more than it takes when the candidates run out, and the report says so', async () => {
    const { files, predicate } = recorded()
    const { code, out } = await shrinkCommand(...files, '--predicate', predicate, '--tries', '3')
    expect(code).toBe(0)
    expect(out).toContain('30 after')
    expect(out).toContain('3 candidates tried')
    expect(out).toContain('fewer events may do: give a larger --tries')
  })

  it('replaces nothing that is there already, but with --force', async () => {
    const { place, files, predicate } = recorded()
    const taken = put(place, 'node.shrunk.test.mjs', 'mine')
    const refused = await shrinkCommand(...files, '--predicate', predicate)
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toContain(`${taken} is there already: give another --out, or --force`)
    expect(existsSync(join(place, 'node.shrunk.jsonl'))).toBe(false)
    expect(readFileSync(taken, 'utf8')).toBe('mine')
    expect(await shrinkCommand(...files, '--predicate', predicate, '--force')).toMatchObject({ code: 0 })
    expect(readFileSync(taken, 'utf8')).toContain('node:test')
  })
})

it('a journal of another revision is shrunk to what this one does with its events, and the report says so', async () => {
  const place = project()
  const other = transcribe({ ...headerOf(one), behaviour: 1_000 }, one.start, one.events)
  const file = put(place, 'other.jsonl', other)
  const { code, out } = await shrinkCommand(file, '--predicate', put(place, 'alarm.mjs', ALARM))
  expect(code).toBe(0)
  expect(out).toContain("recorded by revision 1000 of the protocol's behaviour")
  const { playing, divergence } = await verdict(join(place, 'other.shrunk.jsonl'))
  expect({ isComparable: playing?.isComparable, divergence }).toEqual({
    isComparable: true,
    divergence: null,
  })
})

it('no input is ever replaced, not even with --force', async () => {
  const { place, files, predicate } = recorded()
  const [first = ''] = files
  const journal = put(place, 'node.jsonl', readFileSync(first, 'utf8'))
  for (const [out, input] of [
    [join(place, 'node'), journal],
    [join(place, 'alarm'), join(place, 'alarm.test.mjs')],
  ] as const) {
    const asked = put(place, 'alarm.test.mjs', ALARM)
    const { code, err } = await shrinkCommand(journal, '--predicate', asked, '--out', out, '--force')
    expect(code).toBe(2)
    expect(err).toContain(`${input} is read here, and would be replaced: give another --out`)
  }
  expect(readFileSync(journal, 'utf8')).toBe(readFileSync(first, 'utf8'))
  expect(existsSync(predicate)).toBe(true)
})

describe('nothing is written, and stderr says why', () => {
  const cases: ReadonlyArray<readonly [string, string, ReadonlyArray<string>, number, string]> = [
    ['where no event does it', 'export default () => false', [], 1, 'no event of '],
    [
      'where the predicate throws',
      'export default () => { throw new Error("oh") }',
      [],
      1,
      'the predicate threw Error: oh, at this event:\n{"_tag":',
    ],
    [
      'where it gives a promise',
      'export default async () => { throw new Error("oh") }',
      [],
      2,
      'must give true or false, and at once',
    ],
    [
      'where it gives nothing',
      'export default () => undefined',
      [],
      2,
      'the predicate gave undefined: it must give true or false',
    ],
    ['where it is no function', 'export default 5', [], 2, 'has no function as its default export'],
    ['where it is no module', 'export default (', [], 2, "can't be loaded: SyntaxError"],
    [
      'where the folder is none',
      ALARM,
      ['--out', 'nowhere/small'],
      2,
      'nothing can be written to nowhere (ENOENT)',
    ],
    ['where two things are asked for', ALARM, ['--invariant', 'noDuplicates'], 2, 'cannot be used with'],
  ]
  it.each(cases)('%s', async (_when, module, options, code, sentence) => {
    const { place, files } = recorded()
    const ended = await shrinkCommand(...files, '--predicate', put(place, 'asked.mjs', module), ...options)
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.err).toContain(sentence)
    expect(existsSync(join(place, 'node.shrunk.jsonl'))).toBe(false)
  })

  it('where nothing is asked for, or an invariant that there is not', async () => {
    const { files } = recorded()
    expect(await shrinkCommand(...files)).toMatchObject({
      code: 2,
      err: expect.stringContaining('give --invariant NAME or --predicate MODULE'),
    })
    const unknown = await shrinkCommand(...files, '--invariant', 'allIsWell')
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices are noSelfInView, '),
    })
  })

  it('where the predicate is not there, or a journal is not', async () => {
    const { place, files, predicate } = recorded()
    const lost = join(place, 'lost')
    expect(await shrinkCommand(...files, '--predicate', lost)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${lost} can't be loaded: there is no such file`),
    })
    expect(await shrinkCommand(lost, '--predicate', predicate)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${lost}: there is no such file`),
    })
  })

  it('where a file between two is missing', async () => {
    const { files, predicate } = recorded()
    const [first = '', , third = ''] = files
    expect(await shrinkCommand(first, third, '--predicate', predicate)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${third}: line 1: it does not begin where the file before it ends`),
    })
  })

  it('where an invariant holds', async () => {
    const { files } = recorded()
    const { code, err } = await shrinkCommand(...files, '--invariant', 'noSelfInView')
    expect({ code, err }).toEqual({
      code: 1,
      err: `error: no event of ${files.join(', ')} breaks noSelfInView\n`,
    })
  })
})

it('a predicate that remembers other steps is found out, and nothing is written', async () => {
  const { place, files } = recorded()
  const predicate = put(place, 'third.mjs', 'let count = 0\nexport default () => ++count % 3 === 0\n')
  const { code, err } = await shrinkCommand(...files, '--predicate', predicate)
  expect(code).toBe(1)
  expect(err).toMatch(/remember nothing/)
  expect(existsSync(join(place, 'node.shrunk.jsonl'))).toBe(false)
})
