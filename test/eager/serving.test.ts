import { describe, expect, it } from 'vitest'
import { asNodeId, type Graft, type State } from '../../core/index.ts'
import { hear, sent } from '../arbitrary/say.ts'
import { NOW } from '../suspicion/member.ts'
import { relay, rumor } from './member.ts'

const { origin, boot } = rumor()

describe('a graft', () => {
  const [holding] = hear(relay(), asNodeId('p:0'), rumor({ age: 1_000, hops: 4 }))
  const graft = (promote = false, sequences = [1]): Graft => ({
    _tag: 'Graft',
    rumors: sequences.map((sequence) => ({ origin, boot, sequence })),
    promote,
  })
  const served = (state: State, message: Graft, at: number) =>
    sent(hear(state, asNodeId('l:1'), message, { at })[1], 'Rumor')

  it('is answered by the rumor, one arc further and older by the time for which it was held', () => {
    expect(served(holding, graft(), NOW + 250)).toEqual([
      { to: 'l:1', message: rumor({ age: 1_250, hops: 5, eager: false }) },
    ])
  })

  it('is answered as often as it is asked, at once too, but a rumor ages on every arc', () => {
    expect(served(holding, graft(), NOW)).toMatchObject([{ message: { age: 1_001 } }])
    expect(served(holding, graft(), NOW)).toHaveLength(1)
  })

  it('is not answered by what is too old, or is not there', () => {
    expect(served(holding, graft(false, [2, 3]), NOW)).toEqual([])
    expect(served(holding, graft(), NOW + 59_000)).toHaveLength(1)
    expect(served(holding, graft(), NOW + 59_001)).toEqual([])
  })

  it('makes the arc eager that it comes over, where it says so', () => {
    const modeOf = (message: Graft): boolean | undefined =>
      hear(holding, asNodeId('l:1'), message)[0].partialView.find(({ id }) => id === 'l:1')?.eager
    expect([modeOf(graft(false)), modeOf(graft(true))]).toEqual([false, true])
  })
})
