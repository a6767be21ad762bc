import { describe, expect, it } from 'vitest'
import { asNodeId, type NodeId } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { memberWith, peer } from '../arbitrary/member.ts'
import { ask, sent, told } from '../arbitrary/say.ts'

/*
 * Who takes a leaver's place, for each size of its InView from 0 to 6. One letter for each InView member: the
 * PartialView member that it is to hold instead, or - where it is just to let go. The last c + 1 always are.
 */
const lists: Readonly<Record<string, readonly [string, string, string, string, string, string, string]>> = {
  'l = 0, c = 0': ['', '-', '--', '---', '----', '-----', '------'],
  'l = 0, c = 1': ['', '-', '--', '---', '----', '-----', '------'],
  'l = 0, c = 2': ['', '-', '--', '---', '----', '-----', '------'],
  'l = 1, c = 0': ['', '-', 'a-', 'aa-', 'aaa-', 'aaaa-', 'aaaaa-'],
  'l = 1, c = 1': ['', '-', '--', 'a--', 'aa--', 'aaa--', 'aaaa--'],
  'l = 1, c = 2': ['', '-', '--', '---', 'a---', 'aa---', 'aaa---'],
  'l = 2, c = 0': ['', '-', 'a-', 'ab-', 'aba-', 'abab-', 'ababa-'],
  'l = 2, c = 1': ['', '-', '--', 'a--', 'ab--', 'aba--', 'abab--'],
  'l = 2, c = 2': ['', '-', '--', '---', 'a---', 'ab---', 'aba---'],
  'l = 3, c = 0': ['', '-', 'a-', 'ab-', 'abc-', 'abca-', 'abcab-'],
  'l = 3, c = 1': ['', '-', '--', 'a--', 'ab--', 'abc--', 'abca--'],
  'l = 3, c = 2': ['', '-', '--', '---', 'a---', 'ab---', 'abc---'],
}

const name = (letter: string): NodeId => asNodeId(`${letter}:1`)
const members = (count: number): ReadonlyArray<NodeId> => [...'abc'.slice(0, count)].map(name)
const holders = (count: number): ReadonlyArray<NodeId> => [...'uvwxyz'.slice(0, count)].map(name)

const sizes = [0, 1, 2, 3]

describe('off by one in replacements', () => {
  const cases = sizes.flatMap((l) =>
    [0, 1, 2].flatMap((c) => (lists[`l = ${l}, c = ${c}`] ?? []).map((list, k) => ({ l, c, k, list }))),
  )

  it('every size is listed', () => {
    expect(cases).toHaveLength(84)
  })

  it.each(cases)('l = $l, c = $c: $k InView members are told "$list"', ({ l, c, k, list }) => {
    const leaver = memberWith(configOf({ copies: c }), members(l), holders(k))
    const [, effects] = ask(leaver, { _tag: 'Leave' })
    const farewells = sent(effects, 'Unsubscribe')
    const expected = [...list].map((letter, place) => ({
      to: holders(k)[place],
      replacement: letter === '-' ? null : peer(name(letter)),
    }))
    // Those that the leaver holds are told too, so that they forget the arc from it.
    const others = members(l).map((to) => ({ to, replacement: null }))
    expect(farewells.map(({ to, message }) => ({ to, replacement: message.replacement }))).toEqual([
      ...expected,
      ...others,
    ])
  })

  it('who is at both ends is told once, as an InView member', () => {
    const leaver = memberWith(configOf({ copies: 0 }), members(2), [name('b'), name('u'), name('a')])
    const [, effects] = ask(leaver, { _tag: 'Leave' })
    expect(
      sent(effects, 'Unsubscribe').map(({ to, message }) => [to, message.replacement?.id ?? null]),
    ).toEqual([
      ['b:1', 'a:1'],
      ['u:1', 'b:1'],
      ['a:1', null],
    ])
  })
})

describe('mod 0 with an empty view', () => {
  it('a leaver with an empty PartialView asks its holders just to let go', () => {
    const leaver = memberWith(configOf({ copies: 0 }), [], holders(4))
    const [after, effects] = ask(leaver, { _tag: 'Leave' })
    expect(sent(effects, 'Unsubscribe').map(({ message }) => message.replacement)).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(after.phase._tag).toBe('Leaving')
  })

  it('a leaver that knows nobody is gone at once', () => {
    const [after, effects] = ask(memberWith(configOf(), []), { _tag: 'Leave' })
    expect(after.phase).toEqual({ _tag: 'Gone' })
    expect(told(effects, 'Left')).toEqual([{ _tag: 'Left', unacknowledged: [] }])
    expect(after.alarm).toBeNull()
  })
})
