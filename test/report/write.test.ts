import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderReport } from '../../shell/cli/evaluate/report/render.ts'
import { explainWrite, writeReport } from '../../shell/cli/evaluate/report/write.ts'
import { example } from './example.ts'

const files = renderReport(example('first'))
const later = renderReport(example('second'))

let place = ''
beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'gossip-report-'))
})
afterEach(() => rm(place, { recursive: true }))

const refusal = async (directory: string): Promise<string> => {
  const written = await writeReport(directory, files)()
  return Either.isLeft(written) ? explainWrite(written.left) : 'written'
}

describe('writing a report', () => {
  it('makes the directory and puts the page and every CSV into it', async () => {
    const directory = join(place, 'a', 'b')
    expect(await writeReport(directory, files)()).toEqual(Either.right(undefined))
    expect((await readdir(directory)).sort()).toEqual(files.map(({ name }) => name).sort())
    for (const { name, text } of files) expect(await readFile(join(directory, name), 'utf8')).toBe(text)
  })

  it('replaces an earlier report, and leaves other files alone', async () => {
    await writeReport(place, files)()
    await writeFile(join(place, 'notes.txt'), 'mine')
    expect(await writeReport(place, later)()).toEqual(Either.right(undefined))
    expect(await readFile(join(place, 'index.html'), 'utf8')).toBe(later[0]?.text)
    expect(await readFile(join(place, 'notes.txt'), 'utf8')).toBe('mine')
  })

  it('does not touch a page that it did not write', async () => {
    const page = join(place, 'index.html')
    await writeFile(page, '<title>My page about gossip evaluate</title>')
    expect(await refusal(place)).toBe(
      `${page} is there already and was not written by gossip evaluate; give another directory`,
    )
    expect(await readdir(place)).toEqual(['index.html'])
    expect(await readFile(page, 'utf8')).toContain('My page')
  })

  it('does not touch a CSV that it did not write', async () => {
    const csv = join(place, 'view-size.csv')
    await writeFile(csv, 'mine')
    expect(await refusal(place)).toContain(`${csv} is there already`)
    expect(await readdir(place)).toEqual(['view-size.csv'])
  })

  it('does not take a directory for its page', async () => {
    await mkdir(join(place, 'index.html'))
    expect(await refusal(place)).toContain('index.html is there already')
  })

  it('says that a file is no directory', async () => {
    const file = join(place, 'file')
    await writeFile(file, 'mine')
    expect(await refusal(file)).toBe(`${file} is a file, or below one; give a directory`)
    expect(await refusal(join(file, 'below'))).toContain('is a file, or below one')
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  it('says what the system says where it cannot write', async () => {
    const directory = join(place, 'x'.repeat(300))
    expect(await refusal(directory)).toBe(
      `${directory} cannot be written (ENAMETOOLONG); give a directory that this user may write to`,
    )
  })
})
