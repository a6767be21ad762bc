import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeMemory } from '../../shell/node/memory-document.ts'
import { holds } from '../property/holds.ts'
import { kept, sealed, written } from './document.ts'
import { flawOf, memory, owner } from './place.ts'

const whole = Buffer.from(encodeMemory(memory, owner))

describe('a memory that is damaged', () => {
  it('by any other value in any one byte is reported', () => {
    for (let at = 0; at < whole.length; at++) {
      for (let change = 1; change < 256; change++) {
        const damaged = Buffer.from(whole)
        damaged[at] = (damaged[at] ?? 0) ^ change
        expect(['torn', 'foreign', 'otherVersion']).toContain(flawOf(damaged).reason)
      }
    }
  })

  it('by an end that was cut off is torn, at any length', () => {
    for (let length = 0; length < whole.length; length++) {
      expect(flawOf(whole.subarray(0, length))).toEqual({ reason: 'torn' })
    }
  })

  holds(
    'in any way is reported, and taken for foreign only in its first two lines',
    [kept, fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 9 })],
    ([whose, remembered], from, to, instead) => {
      const intact = Buffer.from(encodeMemory(remembered, whose))
      const start = from % (intact.length + 1)
      const end = start + (to % (intact.length + 1 - start))
      const damaged = Buffer.concat([intact.subarray(0, start), instead, intact.subarray(end)])
      fc.pre(!damaged.equals(intact))
      const { reason } = flawOf(damaged, whose)
      expect(['torn', 'foreign', 'otherVersion']).toContain(reason)
      if (reason === 'foreign') expect(start).toBeLessThan('{\n  "format": "gossip-memory",\n'.length)
    },
  )

  it.each([
    ['by hand, with another node in it', whole.toString().replace('192.0.2.8', '192.0.2.9')],
    ['by an end put on', `${whole.toString()}\n`],
    [
      'by another spelling of its checksum',
      whole.toString().replace(/"[\da-f]{8}"/, (sum) => sum.toUpperCase()),
    ],
  ])('%s is torn', (_, text) => {
    expect(text).not.toBe(whole.toString())
    expect(flawOf(text)).toEqual({ reason: 'torn' })
  })

  it.each([
    ['no boot', { ...written, boot: undefined }],
    ['a boot of 0', { ...written, boot: 0 }],
    ['a boot after which none is larger', { ...written, boot: Number.MAX_SAFE_INTEGER }],
    ['a boot that is no number', { ...written, boot: '5' }],
    ['a view of less than nothing', { ...written, viewSize: -1 }],
    ['half a member in its view', { ...written, viewSize: 0.5 }],
    ['nodes that are no list', { ...written, nodes: { 0: 'a:1' } }],
    ['no name', { ...written, self: '' }],
    ['a group with a space', { ...written, group: 'a b' }],
    ['nothing in it', {}],
  ])('with %s is torn, although its checksum is right', (_, fields) => {
    expect(flawOf(sealed(fields))).toEqual({ reason: 'torn' })
  })

  it('with a nesting that no reader stands is torn', () => {
    const content = '{\n  "format": "gossip-memory",\n  "version": 1,\n  "nodes": '.padEnd(900_000, '[')
    const text = `${content}  "checksum": "${crc32(content).toString(16).padStart(8, '0')}"\n}\n`
    expect(flawOf(text)).toEqual({ reason: 'torn' })
  })
})
