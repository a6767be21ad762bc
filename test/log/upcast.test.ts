import * as Either from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { SHAPE } from '../../core/index.ts'
import { sealed } from '../../shell/node/journal/line.ts'
import { makeReader } from '../../shell/node/journal/reader.ts'
import { type Upcasts, upcastFrom } from '../../shell/node/journal/upcast.ts'
import { born } from '../arbitrary/run.ts'
import { configWith } from '../suspicion/member.ts'
import { headerOf } from './record.ts'

/** As if shape 1 had called numbers `number` and shape 2 had called them `index`. */
const pretended: Upcasts = {
  1: (content) => renamed(content, 'number', 'index'),
  2: (content) => renamed(content, 'index', 'n'),
}

const renamed = (content: unknown, from: string, to: string): unknown =>
  Object.fromEntries(
    // What a line says is an object.
    Object.entries(content as object).map(([key, value]) => [key === from ? to : key, value]),
  )

const header = headerOf({ start: born(configWith(), 1), events: [] })

it('a line of an older shape is read by way of all shapes after it', () => {
  for (const [shape, name] of [
    [1, 'number'],
    [2, 'index'],
    [3, 'n'],
  ] as const) {
    const read = makeReader((from) => upcastFrom(from, 3, pretended))
    expect(Either.isRight(read(sealed({ ...header, shape }).trimEnd()))).toBe(true)
    const event = read(sealed({ [name]: 1, event: [1, 5, 7] }).trimEnd())
    expect(event).toMatchObject({ right: { _tag: 'Seen', n: 1, event: { _tag: 'Woke', at: 5, entropy: 7 } } })
  }
})

it('there is a way from every shape that was ever released, and from none that was not yet', () => {
  for (let shape = 1; shape <= SHAPE; shape++) expect(upcastFrom(shape)).not.toBeNull()
  expect(upcastFrom(SHAPE + 1)).toBeNull()
  expect(upcastFrom(2, 3, { 1: (content) => content })).toBeNull()
})
