import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../core/codec/config.ts'
import { parameters } from '../../core/parameter.ts'
import { blamed, names, parsed, problem, profileNames } from './parsing.ts'

describe('a bad configuration', () => {
  const bad = [
    1.5,
    -1,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    '5',
    '',
    null,
    true,
    undefined,
    5n,
    [],
    {},
  ]

  it.each(names)('is told that %s is wrong, by its name and its bounds', (name) => {
    const { min, max } = parameters[name]
    for (const value of [...bad, min - 1, max + 1]) {
      expect(blamed({ [name]: value }), String(value)).toEqual([name])
      expect(problem({ [name]: value })).toContain(`must be a whole number from ${min} to ${max}`)
    }
  })

  it('is shown what it gave', () => {
    const cyclic: Record<string, unknown> = {}
    Object.assign(cyclic, { cyclic })
    const shown = [
      ['5', '"5"'],
      [Number.NaN, 'NaN'],
      [Number.POSITIVE_INFINITY, 'Infinity'],
      [null, 'null'],
      [undefined, 'undefined'],
      [5n, '5n'],
      [[1], 'an array'],
      [cyclic, 'an object'],
      [() => 1, 'a function'],
      [Symbol('s'), 'Symbol(s)'],
    ] as const
    for (const [value, text] of shown)
      expect(problem({ copies: value }).endsWith(`, not ${text}`), text).toBe(true)
  })

  it('is told all that is wrong at once', () => {
    const input = { profile: 'moon', copies: -1, hopLimit: 'far', heartbeat: 5, retention: 1.5 }
    expect([...blamed(input)].sort()).toEqual(['copies', 'heartbeat', 'hopLimit', 'profile', 'retention'])
  })

  it('is not told what does not fit together as long as its profile is not known', () => {
    expect(blamed({ profile: 'moon', heartbeatInterval: 5_000 })).toEqual(['profile'])
    expect(blamed({ profile: 'lan', heartbeatInterval: 5_000 })).toEqual(['isolationTimeout'])
    expect(blamed({ profile: 'wan', heartbeatInterval: 5_000 })).toEqual([])
  })

  it('is told which profiles there are', () => {
    for (const profile of [
      'moon',
      '',
      null,
      7,
      {},
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
    ]) {
      expect(blamed({ profile }), String(profile)).toEqual(['profile'])
      for (const name of profileNames) expect(problem({ profile })).toContain(name)
    }
  })

  it('is told which parameters there are', () => {
    for (const name of [
      'copy',
      'Copies',
      '',
      'profiles',
      'constructor',
      'toString',
      'hasOwnProperty',
      '__proto__',
    ]) {
      // As a file brings it: an own property even of that name.
      const input: unknown = JSON.parse(`{${JSON.stringify(name)}: 1}`)
      expect(blamed(input)).toEqual([name])
      expect(problem(input)).toContain('copies')
    }
  })

  it('does not reach any prototype', () => {
    parseConfig(
      JSON.parse(
        '{"__proto__": {"copies": 3, "polluted": 1}, "constructor": {"prototype": {"polluted": 1}}}',
      ),
    )
    expect('polluted' in {}).toBe(false)
    expect(parsed(Object.create({ copies: 3 })).copies).toBe(parameters.copies.value)
  })

  it('is no object', () => {
    for (const input of [null, 5, 'lan', true, [], [{ copies: 1 }], () => 1]) {
      expect(blamed(input)).toEqual(['config'])
      expect(problem(input)).toBe('must be an object of parameters')
    }
  })
})
