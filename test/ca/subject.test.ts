import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type Subject, subjectOf } from '../../shell/cli/ca/subject.ts'

const host = fc.oneof(
  fc.ipV4(),
  fc.ipV6().map((address) => `[${address}]`),
  fc.domain(),
  fc
    .stringMatching(/^[a-z0-9_]{1,63}(\.[a-z][a-z0-9-]{0,61}[a-z]){0,4}$/)
    .filter((name) => name.length < 254),
)
const text = fc.oneof(
  host,
  fc.tuple(host, fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `${host}:${port}`),
)

const read = (text: string): Subject | null => {
  const subject = subjectOf(text)
  return Either.isRight(subject) ? subject.right : null
}

describe('a subject', () => {
  it('is named by letters, digits and a few marks alone, whatever was given', () => {
    const any = fc.oneof(text, fc.string(), fc.string({ unit: 'binary' }))
    fc.assert(
      fc.property(any, fc.string({ maxLength: 2 }), fc.nat(80), (text, inserted, at) => {
        const subject = read(text.slice(0, at) + inserted + text.slice(at))
        if (subject === null) return
        expect(subject.id).toMatch(/^[a-z0-9._:[\]-]+$/)
        expect(subject.name).toMatch(/^(URI:gossip:\/\/|IP:|DNS:)[a-z0-9._:[\]-]+$/)
        expect(subject.file).toMatch(/^[a-z0-9_][a-z0-9._+-]{0,199}$/)
        expect(subject.file).not.toContain('..')
      }),
      { numRuns: 1_000 },
    )
  })

  it('has files of its own', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [read(one), read(other)]
        fc.pre(a !== null && b !== null)
        expect(a?.file === b?.file).toBe(a?.id === b?.id)
      }),
    )
  })

  it('is read again as itself', () => {
    fc.assert(
      fc.property(text, (text) => {
        const subject = read(text)
        fc.pre(subject !== null)
        expect(read(subject?.id ?? '')).toEqual(subject)
      }),
    )
  })
})

describe('no subject is', () => {
  it.each([
    ['nothing', ''],
    ['a port alone', ':7000'],
    ['port 0', '10.0.0.1:0'],
    ['a port that is too large', '10.0.0.1:65536'],
    ['all addresses', '0.0.0.0:7000'],
    ['all addresses of IPv6', '[::]'],
    ['an IPv6 address without brackets', '2001:db8::1'],
    ['an IPv6 address whose port could be part of it', '::1:7000'],
    ['an address with a zone', '[fe80::1%eth0]:7000'],
    ['a host with a zone', '[fe80::1%eth0]'],
    ['an IPv4 address of three parts', '10.0.1:7000'],
    ['an IPv4 address beyond its bounds', '10.0.0.256'],
    ['a wildcard', '*.example'],
    ['a second name', 'a.example,DNS:b.example'],
    ['a path', '../../a'],
    ['an absolute path', '/etc/passwd:1'],
    ['a command', '$(id)'],
    ['a line of a configuration', 'a\nbasicConstraints = CA:TRUE'],
    ['a hidden file', '.a'],
    ['an option', '-a'],
    ['two dots', 'a..b'],
    ['a variable of openssl', '$dir'],
    ['a comment', 'a#b'],
    ['a label of 64 characters', 'a'.repeat(64)],
    ['a name of 254 characters', `${'a'.repeat(63)}.`.repeat(4).slice(0, 254)],
    ['a name that is not written as DNS has it', 'grün.example'],
  ])('%s', (_title, text) => {
    expect(subjectOf(text)).toMatchObject({ left: { _tag: 'AddressInvalid', address: text } })
  })
})
