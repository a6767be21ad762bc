import { describe, expect, it } from 'vitest'
import { asNodeId, broken, type Config, fragmentLimit, type Rumor, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { type Answer, hear, sent, told } from '../arbitrary/say.ts'

const [a, b, o] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('o:1')]

const rumor = (payload: Uint8Array, rest: Partial<Rumor> = {}): Rumor => ({
  _tag: 'Rumor',
  origin: o,
  boot: usualBoot,
  sequence: 1,
  hops: 3,
  age: 0,
  payload,
  eager: false,
  part: 0,
  parts: 1,
  ...rest,
})

const member = (config: Config): State => memberWith(config, [a, b], [a])

const hearAll = (state: State, messages: ReadonlyArray<Rumor>): Answer =>
  messages.reduce<Answer>(
    ([before, effects], message) => {
      const [after, more] = hear(before, a, message)
      return [after, [...effects, ...more]]
    },
    [state, []],
  )

describe('a payload over the limit of whole messages, under that of a datagram', () => {
  const config = configOf({ payloadLimit: 100, retainedBytes: 2_048 })

  it.each([1, 2])('it is dropped, not delivered, passed on and kept: in %d parts', (parts) => {
    const [after, effects] = hear(member(config), a, rumor(new Uint8Array(101), { parts }))
    expect(told(effects, 'Dropped').map(({ reason }) => reason)).toEqual(['payloadTooLarge'])
    expect(sent(effects, 'Rumor')).toEqual([])
    expect(after.store.young.size).toBe(0)
  })

  it('one within the limit is delivered', () => {
    expect(told(hear(member(config), a, rumor(new Uint8Array(100)))[1], 'Delivered')).toHaveLength(1)
  })
})
