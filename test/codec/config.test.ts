import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../core/codec/config.ts'
import { parameters } from '../../core/parameter.ts'
import { profiles } from '../../core/profile.ts'
import { errors, names, parsed, profileNames } from './parsing.ts'

/** The configuration of the table. */
const defaults: object = Object.fromEntries(names.map((name) => [name, parameters[name].value]))

describe('the table of parameters', () => {
  it.each(names)('gives %s bounds that include its default, and a reason', (name) => {
    const { value, min, max, reason } = parameters[name]
    for (const bound of [value, min, max]) expect(Number.isSafeInteger(bound)).toBe(true)
    expect(min).toBeLessThanOrEqual(value)
    expect(value).toBeLessThanOrEqual(max)
    expect(min).toBeGreaterThanOrEqual(0)
    expect(reason).not.toBe('')
  })
})

describe('a configuration', () => {
  it('is that of the table, as in the profile lan, where nothing is given', () => {
    for (const input of [undefined, {}, { profile: 'lan' }, { profile: undefined }]) {
      expect(parsed(input)).toStrictEqual(defaults)
    }
  })

  it.each(
    profileNames,
  )('of the profile %s is whole, and differs from the table where the profile says', (profile) => {
    expect(parsed({ profile })).toStrictEqual({ ...defaults, ...profiles[profile] })
  })

  it.each(profileNames)('lets a given parameter go before the profile %s', (profile) => {
    expect(parsed({ profile, leaveTimeout: 1, copies: 7 })).toStrictEqual({
      ...parsed({ profile }),
      leaveTimeout: 1,
      copies: 7,
    })
  })

  it('takes every parameter at both of its bounds, unless another parameter is named that must fit', () => {
    for (const name of names) {
      for (const value of [parameters[name].min, parameters[name].max]) {
        for (const error of errors({ [name]: value })) expect(error.problem).not.toContain('whole number')
      }
    }
  })

  it('parses to itself', () => {
    for (const profile of profileNames) expect(parsed(parsed({ profile }))).toStrictEqual(parsed({ profile }))
  })

  it('is never an answer by an exception, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
          fc.dictionary(
            fc.constantFrom(...names, 'profile', '__proto__', 'toString'),
            fc.anything({ withBigInt: true }),
          ),
        ),
        (input) => {
          const result = parseConfig(input)
          if (Either.isLeft(result)) expect(result.left.length).toBeGreaterThan(0)
          else expect(Object.keys(result.right)).toEqual(names)
        },
      ),
    )
  })
})
