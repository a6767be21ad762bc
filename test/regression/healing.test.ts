import { describe, expect, it } from 'vitest'
import { asBoot, asInstant, asNodeId, type Message, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { hear, sent } from '../arbitrary/say.ts'
import { sketchOf } from '../size/count.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]

const answer: Message = { _tag: 'Answer', sketch: null, eager: true }

describe('a short epoch is over before anybody is seen to be from another part of the group', () => {
  const config = configOf({ heartbeatInterval: 1_000, sizeEpoch: 4_000 })

  /** Its part has counted itself alone, in an epoch that began so long ago. */
  const counted = (age: number): State => {
    const state = memberWith(config, [a], [a])
    const startedAt = asInstant(10_000 - age)
    const size = { sketch: sketchOf(3, [a]), startedAt, endsAt: asInstant(startedAt + 4_000), history: [] }
    return { ...state, now: asInstant(10_000), size }
  }

  const heard = (age: number): ReadonlyArray<string> =>
    hear(counted(age), c, { _tag: 'Alive', unites: false, sketch: sketchOf(3, [b, c]) })[0].partialView.map(
      ({ id }) => id,
    )

  it('half of it is enough', () => {
    expect(heard(2_000)).toEqual([a, c])
    expect(heard(1_999)).toEqual([a])
  })
})

describe('a member that starts anew is forgotten, though it may be all that is known of its part', () => {
  const newer = asBoot(usualBoot + 1)
  const known = ({ healing }: State): State['healing']['remembered'] => healing.remembered

  it('its newer life is remembered when it speaks itself', () => {
    const [after] = hear(memberWith(configOf(), [a, b], [a]), a, answer, { boot: newer })
    expect(after.partialView.map(({ id }) => id)).toEqual([b])
    expect(known(after)).toEqual([{ id: a, boot: newer, fate: 'seen', isAttested: true }])
  })

  it('and when it only held this node', () => {
    const [after] = hear(memberWith(configOf(), [b], [a]), a, answer, { boot: newer })
    expect(known(after)).toEqual([{ id: a, boot: newer, fate: 'seen', isAttested: true }])
  })

  it('and when it answers, asked because a copy of its subscription came by', () => {
    const copy = { subscriber: a, boot: newer, number: 1, copy: 0, hops: 1, handover: 1 } as const
    const [asking, effects] = hear(memberWith(configOf(), [a, b, c], [b]), b, { _tag: 'Forwarded', ...copy })
    expect(sent(effects, 'Heartbeat').map(({ to }) => to)).toEqual([a])
    const [after] = hear(asking, a, answer, { boot: newer })
    expect(known(after)).toEqual([{ id: a, boot: newer, fate: 'seen', isAttested: true }])
  })
})
