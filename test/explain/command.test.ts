import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../readme/process.ts'
import { journalOf, recorded, type Scene } from './scene.ts'

const folder = mkdtempSync(join(tmpdir(), 'explain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const journals = [journalOf(folder, 0), journalOf(folder, 1), journalOf(folder, 2)] as const
let scene: Scene = { founder: '', publisher: '', dead: '', rumor: '' }

beforeAll(async () => {
  scene = await recorded(folder)
})

interface Outcome {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const explain = async (...args: ReadonlyArray<string>): Promise<Outcome> => {
  const running = run(['dist/shell/cli/main.js', 'explain', ...args])
  const code = await running.exit
  return { code, out: running.out(), err: running.err() }
}

describe('gossip explain --node', () => {
  it('says of a node that was killed that it is gone, since when, and which heartbeats it left unanswered', async () => {
    const { code, out, err } = await explain(journals[0], '--node', scene.dead)
    expect([code, err]).toEqual([0, ''])
    const [head, time] = out.split('\n')
    expect(head).toMatch(new RegExp(`^${scene.dead}, by the journal of ${scene.founder} \\(boot \\d+\\)$`))
    expect(time).toMatch(/^0 s is \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const words = out.replace(/\s+/g, ' ')
    expect(words).toMatch(
      /Gone from the PartialView at #\d+ \(\d+\.\d{3} s\): it answered none of \d+ heartbeats, #\d+ to #\d+; last heard at #\d+/,
    )
    expect(words).toMatch(
      /#\d+ \d+\.\d{3} a heartbeat that it did not answer in time \[7\.1\], and again at #\d+ \(\d+\.\d{3}\), #/,
    )
    expect(words).toMatch(
      /#\d+ \d+\.\d{3} down: it has answered nothing for the limit \[7\.1\], because of the same/,
    )
    expect(out.split('\n').filter((line) => line.length >= 110)).toEqual([])
  })

  it('gives the same as JSON, with the wall clock’s time, and each unanswered heartbeat as a cause', async () => {
    const { code, out } = await explain(journals[0], '--node', scene.dead, '--json')
    expect(code).toBe(0)
    const account = JSON.parse(out)
    expect(Object.keys(account)).toEqual(['subject', 'self', 'boot', 'verdict', 'facts'])
    expect(account).toMatchObject({ subject: scene.dead, self: scene.founder })
    const header = JSON.parse(readFileSync(journals[0], 'utf8').split('\n')[0] ?? '')
    const says = (fact: { readonly says: string }): string => fact.says
    const down = account.facts.find((fact: { readonly says: string }) => says(fact).startsWith('down:'))
    const unanswered = account.facts
      .filter((fact: { readonly says: string }) =>
        says(fact).startsWith('a heartbeat that it did not answer'),
      )
      .map(({ n }: { readonly n: number }) => n)
    expect(down).toMatchObject({ rule: { section: '7.1' }, wall: header.wall + down.at })
    expect(down.because.slice(1).length).toBeGreaterThan(1)
    expect(unanswered).toEqual(expect.arrayContaining(down.because.slice(1)))
  })

  it('takes a gzipped file for the same', async () => {
    const lines = readFileSync(journals[0], 'utf8')
    const zipped = join(folder, 'zipped.gz')
    writeFileSync(zipped, gzipSync(lines))
    const { out } = await explain(journals[0], '--node', scene.dead)
    expect((await explain(zipped, '--node', scene.dead)).out).toBe(out)
  })

  it('says so of a node that the journal does not know, and of the node itself', async () => {
    expect(await explain(journals[0], '--node', 'nobody.example:1')).toEqual({
      code: 1,
      out: '',
      err: 'error: these journals say nothing about nobody.example:1\n',
    })
    const itself = await explain(journals[0], '--node', scene.founder)
    expect(itself).toMatchObject({
      code: 1,
      err: expect.stringMatching(/is the node of these journals itself/),
    })
  })
})

describe('gossip explain --rumor', () => {
  it('says where a message was published and where it went', async () => {
    const { code, out } = await explain(journals[1], '--rumor', scene.rumor)
    expect(code).toBe(0)
    expect(out).toMatch(/^At #\d+ \(\d+\.\d{3} s\) published here, \d+ cop(y goes|ies go) out\.$/m)
    expect(out).toMatch(/^From here it was pushed to /m)
  })

  it('says from whom it came, in how many hops', async () => {
    const { code, out } = await explain(journals[0], '--rumor', scene.rumor)
    expect(code).toBe(0)
    expect(out).toMatch(/^At #\d+ \(\d+\.\d{3} s\) delivered: the copy from \S+, \d hops?, /m)
    expect(out).toMatch(/^ +#\d+ +\d+\.\d{3} {2}delivered: the copy from /m)
  })
})

describe('gossip explain --rumor, of what has not come', () => {
  it('says that neither it nor word of it has', async () => {
    const [origin] = scene.rumor.split('/')
    const rumor = `${origin}/1/1`
    expect(await explain(journals[0], '--rumor', rumor)).toEqual({
      code: 1,
      out: '',
      err: `error: neither ${rumor} nor word of it has come to ${scene.founder}, as far as these journals go\n`,
    })
    expect(await explain(journals[1], '--rumor', rumor)).toMatchObject({
      code: 1,
      err: `error: ${origin} has not published ${rumor}, as far as these journals go\n`,
    })
  })
})

describe('gossip explain --arc', () => {
  it('tells the history of the view at whichever end the journal is', async () => {
    const { out } = await explain(journals[0], '--arc', `${scene.founder},${scene.dead}`)
    expect(out).toMatch(/^Gone from the PartialView at /m)
    expect(out).not.toMatch(/(into|out of) the InView/)
    const other = await explain(journals[2], '--arc', `${scene.founder},${scene.dead}`)
    expect(other.out).toMatch(/^In the InView since #\d+ /m)
    expect(other.out).not.toMatch(/(into|out of) the PartialView/)
  })

  it('asks for an arc of the node whose journal it is', async () => {
    const { code, err } = await explain(journals[0], '--arc', 'a.example:1,b.example:1')
    expect([code, err]).toEqual([
      1,
      `error: these are the journals of ${scene.founder}, which must be one end of the arc\n`,
    ])
  })
})

describe('gossip explain', () => {
  it.each([
    [[]],
    [['--node', 'a:1', '--rumor', 'a:1/1/1']],
    [['--node', 'two words']],
    [['--rumor', 'a:1/1']],
    [['--rumor', 'a:1/0/1']],
    [['--arc', 'a:1']],
    [['--arc', 'a:1,a:1']],
  ])('takes one well-formed question, and not %j', async (args) => {
    const { code, out, err } = await explain(journals[0], ...args)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^error: /)
  })

  it('refuses files of two nodes, a file twice, and one that can’t be read', async () => {
    const question = ['--node', scene.dead]
    expect(await explain(journals[0], journals[1], ...question)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^error: the files are of different nodes/),
    })
    expect(await explain(journals[0], journals[0], ...question)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/begins before the end of the file before it/),
    })
    expect(await explain(join(folder, 'none.jsonl'), ...question)).toMatchObject({
      code: 2,
      err: expect.stringMatching(/there is no such file/),
    })
  })
})
