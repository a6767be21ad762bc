import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { said } from '../log/command.ts'
import { folder } from '../memory/place.ts'
import { recordGroup } from './group.ts'
import { objectsOf } from './objects.ts'
import { sampled } from './sample.ts'

/** Where the files of one node are, in the order in which they were written, some events each. */
const filesOf = (lines: number): ReadonlyArray<string> => {
  const place = folder()
  const mine = recordGroup({ ...sampled, lines }).journals.filter(({ id }) => id === 'node-1')
  return mine.map(({ text }, number) => {
    const file = join(place, `${number}.jsonl`)
    writeFileSync(file, text)
    return file
  })
}

/** The first and the last event of each file, by the lines of the timeline. */
const eventsIn = async (file: string): Promise<readonly [first: number, last: number]> => {
  const { out } = await said(['merge', '--json', file])
  const numbers = objectsOf(out)
    .filter(({ kind }) => kind === 'event')
    .map(({ n }) => Number(n))
  return [numbers[0] ?? 0, numbers.at(-1) ?? 0]
}

describe('where a file of a life is not given', () => {
  it('says which events are missing', async () => {
    const [first = '', between = '', after = ''] = filesOf(15)
    const [from, to] = await eventsIn(between)
    expect(to).toBeGreaterThan(from)
    const { code, err } = await said(['merge', '--losses', after, first])
    expect([code, err]).toEqual([
      0,
      `warning: ${after}: events ${from} to ${to} of node-1 are missing before it, in none of the files: what ` +
        'happened then is unknown\n',
    ])
  })

  it('says nothing of those before the first file and after the last', async () => {
    const [, between = '', after = ''] = filesOf(15)
    expect(await said(['merge', '--losses', between, after])).toMatchObject({ code: 0, err: '' })
  })
})
