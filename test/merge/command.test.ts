import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealed, unsealed } from '../../shell/node/journal/line.ts'
import { type Said, said } from '../log/command.ts'
import { folder as own } from '../memory/place.ts'
import { openNode, until } from '../shell/node.ts'
import { recordGroup } from './group.ts'
import { objectsOf } from './objects.ts'
import { sampled } from './sample.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gossip-merge-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const merge = (args: ReadonlyArray<string>): Promise<Said> => said(['merge', ...args])

/** Files of a group that a test network has kept from hearing everything. */
const losing = recordGroup(sampled)
let files: ReadonlyArray<string> = []

beforeAll(() => {
  files = losing.journals.map(({ text }, place) => {
    const file = join(folder, `${place}.jsonl`)
    writeFileSync(file, text)
    return file
  })
})

const missedOf = ({ sendings, end }: typeof losing): number =>
  sendings.filter(({ deliveries, at }) => deliveries.length === 0 && at < end).length

/** The first file of node 1, changed line by line. */
const altered = (name: string, change: (lines: ReadonlyArray<string>) => ReadonlyArray<string>): string => {
  const place = losing.journals.findIndex(({ id }) => id === 'node-1')
  const file = join(folder, name)
  writeFileSync(file, change(readFileSync(files[place] ?? '', 'utf8').split('\n')).join('\n'))
  return file
}

describe('gossip merge', () => {
  it('lists each message that was lost, and how many', async () => {
    const { code, out, err } = await merge([...files])
    expect([code, err]).toEqual([0, ''])
    const lost = out.slice(out.indexOf(' lost:')).split('\n\n')[0]?.split('\n').slice(1)
    expect(lost).toHaveLength(missedOf(losing))
    expect(lost?.length).toBeGreaterThan(1)
    for (const line of lost ?? [])
      expect(line).toMatch(/^ *\d+\.\d{3} {2}node-\d +#\d+ {2}[A-Z].* to node-\d$/)
  })

  it('prints the same for any order of the files', async () => {
    expect(await merge([...files].reverse())).toEqual(await merge([...files]))
  })

  it('prints the losses alone', async () => {
    const { out } = await merge(['--losses', ...files])
    const whole = await merge([...files])
    expect(out).not.toMatch(/joins|wakes|receives/)
    const [time = '', ...rest] = out.split('\n')
    expect(whole.out.startsWith(`${time}\n`)).toBe(true)
    expect(whole.out.endsWith(rest.join('\n'))).toBe(true)
  })

  it('prints JSON Lines: events, losses, and a summary', async () => {
    const objects = objectsOf((await merge(['--json', ...files])).out)
    const kinds = objects.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'event')).toHaveLength(losing.events)
    expect(kinds.filter((kind) => kind === 'lost')).toHaveLength(missedOf(losing))
    expect(kinds.at(-1)).toBe('summary')
    expect(objects.at(-1)).toMatchObject({
      events: losing.events,
      lost: missedOf(losing),
      contradictions: [],
    })
  })

  it('leaves out what is of other nodes and of other times', async () => {
    const whole = objectsOf((await merge(['--json', ...files])).out)
    const [from, to] = [0.01, 1]
    const args = ['--node', 'node-0', '--node', 'node-1', '--from', `${from}`, '--to', `${to}`]
    const part = objectsOf((await merge(['--json', ...args, ...files])).out)
    const isWithin = (seconds: unknown): boolean => Number(seconds) >= from && Number(seconds) <= to
    const isWanted = (ids: ReadonlyArray<unknown>): boolean => ids.some((id) => id !== 'node-2')
    const expected = whole.filter(
      ({ kind, seconds, node, to: recipient = node }) =>
        kind === 'summary' || (isWithin(seconds) && isWanted([node, recipient])),
    )
    const listed = expected.filter(({ kind }) => kind === 'lost').length
    expect(part).toEqual([...expected.slice(0, -1), { ...expected.at(-1), listed }])
    expect(part.length).toBeGreaterThan(10)
    expect(part.length).toBeLessThan(whole.length)
  })

  it('leaves out a last line that was cut off, and says so', async () => {
    const file = altered('torn.jsonl', (lines) => [...lines.slice(0, 5), lines[5]?.slice(0, 20) ?? ''])
    const { code, err } = await merge([file])
    expect([code, err]).toEqual([
      0,
      `warning: ${file}: the last line was cut off, as by a crash, and is left out\n`,
    ])
  })

  it('ends a node’s timeline where its replay diverges, and says so', async () => {
    const file = altered('diverging.jsonl', (lines) =>
      lines.map((line, place) => {
        const content = Either.getOrElseW(() => null)(unsealed(line, 1_000_000))
        const isChanged = place > 0 && typeof content === 'object' && content !== null && 'state' in content
        return isChanged ? sealed({ ...content, state: '0000000000000000' }).trimEnd() : line
      }),
    )
    const { code, out, err } = await merge([file])
    expect([code, out.split('\n')[1]]).toEqual([0, expect.stringContaining('joins through node-0')])
    expect(err).toBe(
      `warning: ${file}: the replay of node-1 diverges from what was recorded at event 1, and its timeline ends ` +
        'there; see gossip replay\n',
    )
  })

  it('refuses a file that is damaged, missing or no journal, with its line', async () => {
    const damaged = altered('damaged.jsonl', (lines) =>
      lines.map((line, place) => (place === 3 ? line.replace('"n":', '"m":') : line)),
    )
    const other = join(folder, 'other.jsonl')
    writeFileSync(other, 'hello\n')
    for (const [file, problem] of [
      [damaged, 'line 4: it is damaged: its checksum is another'],
      [other, 'line 1: it does not end with a checksum: no line of a journal, or a damaged one'],
      [join(folder, 'none.jsonl'), 'there is no such file'],
    ] as const)
      expect(await merge([file])).toEqual({ code: 2, out: '', err: `error: ${file}: ${problem}\n` })
  })

  it('refuses journals that tell of the same events', async () => {
    const [first = ''] = files
    const copy = join(folder, 'copy.jsonl')
    writeFileSync(copy, readFileSync(first))
    const twice = await merge([...files, first])
    expect([twice.code, twice.err]).toEqual([2, `error: ${first} is given twice; give each journal once\n`])
    const both = await merge([first, copy])
    expect([both.code, both.err]).toEqual([
      2,
      `error: ${first} and ${copy} both tell of event 1 of one life of a node; give one of them\n`,
    ])
  })

  it('says so where journals of other runs are among them', async () => {
    const [change, ...rest] = sampled.moves
    const other = recordGroup({ ...sampled, moves: change === undefined ? [] : [...rest, change] })
    const strangers = other.journals
      .filter(({ id }) => id === 'node-1')
      .map(({ text }, place) => {
        const file = join(folder, `stranger-${place}.jsonl`)
        writeFileSync(file, text)
        return file
      })
    const { code, out, err } = await merge([
      ...files.filter((_file, place) => losing.journals[place]?.id !== 'node-1'),
      ...strangers,
    ])
    expect(code).toBe(1)
    expect(out).toMatch(/contradiction: receives/)
    expect(err).toMatch(/^error: the journals contradict each other: \d+ receipts? of /)
  })

  it('loses nothing of a group on loopback, and shows a message on its way', async () => {
    const place = own()
    const journal = (name: string) => ({ file: join(place, `${name}.jsonl`), rotation: 65_536 })
    const founder = await openNode({ journal: journal('a') })
    const others = [
      await openNode({ journal: journal('b'), join: [founder.id] }),
      await openNode({ journal: journal('c'), join: [founder.id] }),
    ]
    const nodes = [founder, ...others]
    const heard = nodes.map((node) => node.messages())
    for (const node of nodes) await node.joined()
    const { origin, boot, sequence } = await founder.publish(new TextEncoder().encode('hello, group'))
    for (const reading of heard.slice(1)) await reading.next()
    await until(() => nodes.every((node) => node.views().partialView.length > 0))
    for (const node of nodes) await node.close()
    const recorded = readdirSync(place).map((name) => join(place, name))
    const { code, out, err } = await merge(recorded)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('\nno message was lost, as far as is recorded\n')
    const rumor = `${origin}/${boot}/${sequence}`
    const [published = '', ...delivered] = out
      .split('\n')
      .filter((line) => /publish|delivers/.test(line) && line.includes(rumor))
    expect(published).toMatch(/publishes 12 bytes; published as /)
    expect(delivered).toHaveLength(2)
    for (const line of delivered) expect(line).toContain(`delivers ${rumor}: 12 bytes, `)
  })
})
