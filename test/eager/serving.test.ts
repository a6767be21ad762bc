import { describe, expect, it } from 'vitest'
import { asNodeId, type Graft, type State } from '../../core/index.ts'
import { usualBoot } from '../arbitrary/id.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { heartbeat, NOW } from '../suspicion/member.ts'
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

  it('that comes too late to make the arc eager is served all the same', () => {
    const [lazy] = hear(holding, asNodeId('l:1'), { _tag: 'Prune' }, { sequence: 9 })
    const [after, effects] = hear(lazy, asNodeId('l:1'), graft(true), { sequence: 8 })
    expect(sent(effects, 'Rumor')).toMatchObject([{ to: 'l:1' }])
    expect(after).toEqual(lazy)
  })

  it('of a former life is refused, though the new one is a neighbour', () => {
    const [anew] = hear(holding, asNodeId('l:1'), heartbeat, { boot: usualBoot + 1, sequence: 2 })
    expect(anew.inView.map(({ id }) => id)).toContain('l:1')
    const [after, effects] = hear(anew, asNodeId('l:1'), graft(true), { sequence: 8 })
    expect(sent(effects, 'Rumor')).toEqual([])
    expect(told(effects, 'Rejected')).toMatchObject([{ from: 'l:1', reason: 'formerLife' }])
    expect(after).toEqual(anew)
  })
})
