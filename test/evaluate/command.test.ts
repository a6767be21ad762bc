import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { run } from '../readme/process.ts'

let place = ''
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'gossip-evaluate-'))
})
afterEach(() => rm(place, { recursive: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const evaluate = async (...args: string[]): Promise<Ended> => {
  const { exit, out, err } = run(['dist/shell/cli/main.js', 'evaluate', ...args])
  return { code: await exit, out: out(), err: err() }
}

const cheapest = ['--only', 'view-distribution']

describe('gossip evaluate', () => {
  it('writes the same report for the same seed, with its data, and says what it found', async () => {
    const [one, two] = [join(place, 'a', 'one'), join(place, 'two')]
    const first = await evaluate('--out', one, ...cheapest, '--seed', '7')
    const second = await evaluate('--out', two, ...cheapest, '--seed', '7')
    expect([first.code, second.code, first.err]).toEqual([0, 0, ''])
    expect((await readdir(one)).sort()).toEqual(['index.html', 'view-distribution.csv'])
    const page = await readFile(join(one, 'index.html'), 'utf8')
    expect(await readFile(join(two, 'index.html'), 'utf8')).toBe(page)
    expect(page).toContain('--scale quick --seed 7 --only view-distribution')
    const csv = await readFile(join(one, 'view-distribution.csv'), 'utf8')
    expect(await readFile(join(two, 'view-distribution.csv'), 'utf8')).toBe(csv)
    const [names, ...rows]: ReadonlyArray<ReadonlyArray<string>> = parse(csv, { record_delimiter: '\r\n' })
    expect(names).toEqual(['copies', 'size', 'partialView', 'inView'])
    expect(new Set(rows.map(([copies]) => copies))).toEqual(new Set(['0', '1', '2']))
    const lines = first.out.trimEnd().split('\n')
    expect(lines.pop()).toBe(join(one, 'index.html'))
    expect(lines.length).toBe(6)
    for (const line of lines) expect(line).toMatch(/^(holds|does not hold) +view-distribution: c = [012]: /)
  })

  it('says before it computes that it cannot write', async () => {
    const file = join(place, 'file')
    await writeFile(file, '')
    const onFile = await evaluate('--out', file, '--scale', 'full')
    expect(onFile).toEqual({
      code: 1,
      out: '',
      err: `error: ${file} is a file, or below one; give a directory\n`,
    })
    const other = join(place, 'other')
    await mkdir(other)
    await writeFile(join(other, 'index.html'), 'mine')
    const onOther = await evaluate('--out', other, '--scale', 'full')
    expect(onOther.code).toBe(1)
    expect(onOther.err).toContain('was not written by gossip evaluate; give another directory')
    expect(await readFile(join(other, 'index.html'), 'utf8')).toBe('mine')
  })

  it.each([
    [[], "required option '--out <dir>'"],
    [['--out', 'x', '--only', 'nothing'], 'view-size'],
  ])('ends with 2 for wrong usage: %j', async (args, word) => {
    const { code, err } = await evaluate(...args)
    expect(code).toBe(2)
    expect(err).toContain(word)
  })
})
