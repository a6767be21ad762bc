import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { event } from '../../core/codec/event.ts'
import { asBoot, asInstant, asNodeId } from '../../core/index.ts'
import { sealed, unsealed } from '../../shell/node/journal/line.ts'
import { run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'

const ZEROS = 1_048_576

const lineOf = (content: object): string => sealed(content).slice(0, -1)

describe('an event', () => {
  holds('is read from its line as it was written', [run], ({ events }) => {
    for (const one of events) {
      const content = unsealed(lineOf({ event: event.encode(one) }), ZEROS)
      // What was just written has one.
      const array = Either.isRight(content) ? (content.right as { readonly event: unknown }).event : null
      expect(event.decode(array)).toStrictEqual(Either.right(one))
    }
  })

  holds('has a line that any reader of JSON can read, without a line’s end in it', [run], ({ events }) => {
    for (const one of events) {
      const line = lineOf({ event: event.encode(one) })
      expect(line).not.toContain('\n')
      expect(Object.keys(JSON.parse(line)).at(-1)).toBe('crc')
    }
  })
})

it('an event with numbers of more than 32 bits is read as it was written', () => {
  const boot = asBoot(1_763_856_000_123)
  const stamp = { at: asInstant(2 ** 40), entropy: 0xffff_ffff }
  const message = { _tag: 'Prune' } as const
  const one = { _tag: 'Received', ...stamp, from: asNodeId('a:1'), boot, sequence: 2 ** 33, message } as const
  const content = unsealed(lineOf({ event: event.encode(one) }), ZEROS)
  // What was just written has one.
  const array = Either.isRight(content) ? (content.right as { readonly event: unknown }).event : null
  expect(event.decode(array)).toStrictEqual(Either.right(one))
})

describe('a line', () => {
  const line = lineOf({ n: 1, text: 'a\n"b"', bytes: Uint8Array.of(1, 2, 3), none: new Uint8Array(20) })

  it('shows damage to any of its bytes', () => {
    const bytes = new TextEncoder().encode(line)
    for (let at = 0; at < bytes.length; at++) {
      for (const bit of [1, 2, 4, 8, 16, 32, 64, 128]) {
        const damaged = bytes.slice()
        damaged[at] = (damaged[at] ?? 0) ^ bit
        expect(Either.isLeft(unsealed(new TextDecoder().decode(damaged), ZEROS))).toBe(true)
      }
    }
  })

  it('is torn when any of its end is missing', () => {
    for (let length = 0; length < line.length; length++)
      expect(Either.isLeft(unsealed(line.slice(0, length), ZEROS))).toBe(true)
  })

  it('that asks for more memory than it may is refused', () => {
    expect(unsealed(lineOf({ bytes: { zeros: ZEROS + 1 } }), ZEROS)).toEqual(Either.left('too many zeros'))
    expect(Either.isRight(unsealed(lineOf({ bytes: { zeros: ZEROS } }), ZEROS))).toBe(true)
  })

  holds(
    'is read as it was written, whatever it says',
    [fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 })],
    (content) => {
      const read = unsealed(lineOf({ content: JSON.stringify(content) }), ZEROS)
      expect(read).toEqual(Either.right({ content: JSON.stringify(content) }))
    },
  )
})
