import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { memberWith } from '../arbitrary/member.ts'
import { hear } from '../arbitrary/say.ts'
import { sketchOf } from '../size/count.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]

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
    hear(counted(age), c, { _tag: 'Alive', sketch: sketchOf(3, [b, c]) })[0].partialView.map(({ id }) => id)

  it('half of it is enough', () => {
    expect(heard(2_000)).toEqual([c])
    expect(heard(1_999)).toEqual([a])
  })
})
