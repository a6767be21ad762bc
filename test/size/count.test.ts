import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, groupSize } from '../../core/index.ts'
import { deadline } from '../../core/membership/size.ts'
import { cardinality } from '../../core/registers.ts'
import { self, usualBoot } from '../arbitrary/id.ts'
import { hear, sent, wake } from '../arbitrary/say.ts'
import { ids, sketchOf } from './count.ts'
import { a, b, counting, NOW, type Size } from './member.ts'

/** One that has heard of `count` others in this epoch. */
const knowing = (epoch: number, count: number): Size['sketch'] => sketchOf(epoch, [self.id, ...ids(count)])

describe('what a node has counted', () => {
  it('goes out with its heartbeats and acknowledgements', () => {
    const state = counting({ sketch: knowing(5, 40) })
    const [, beats] = wake(state, { at: NOW + 900 - 500 + 500 })
    expect(sent(beats, 'Heartbeat').map(({ to }) => to)).toEqual([a, b])
    for (const { message } of sent(beats, 'Heartbeat')) expect(message.sketch).toEqual(knowing(5, 40))
    const [, answer] = hear(state, a, { _tag: 'Kept', handover: 3, number: 0 })
    expect(sent(answer, 'Acknowledge').map(({ message }) => message.sketch)).toEqual([knowing(5, 40)])
    const [, reply] = hear(state, a, { _tag: 'Heartbeat', sketch: null })
    expect(sent(reply, 'Answer').map(({ message }) => message.sketch)).toEqual([knowing(5, 40)])
  })

  it('goes out with probes and what answers them, which are not counted in: they may be of another group', () => {
    const state = counting({ sketch: knowing(5, 40) })
    const remembered = [{ id: asNodeId('z:1'), boot: usualBoot, fate: 'seen' as const, isAttested: true }]
    const healing = { ...state.healing, remembered, probeAt: state.now }
    const [, probes] = wake({ ...state, healing }, { at: state.now })
    expect(sent(probes, 'Probe').map(({ message }) => message.sketch)).toEqual([knowing(5, 40)])
    for (const _tag of ['Probe', 'Alive'] as const) {
      const [after, answers] = hear(state, a, { _tag, unites: false, sketch: sketchOf(5, ids(60)) })
      expect(after.size).toBe(state.size)
      expect(sent(answers, 'Alive').map(({ message }) => message.sketch)).toEqual(
        _tag === 'Probe' ? [knowing(5, 40)] : [],
      )
    }
  })

  it('is no leaver’s business any more: no epoch ends while it leaves', () => {
    const leaving = counting({}, { _tag: 'Leaving', until: asInstant(NOW + 5_000) })
    expect(deadline(leaving)).toBeNull()
    expect(deadline(counting({}, { _tag: 'Gone' }))).toBeNull()
  })

  it('is told as the size of the group', () => {
    expect(groupSize(counting({ sketch: knowing(5, 40) }))).toBe(
      Math.round(cardinality(knowing(5, 40).registers)),
    )
  })
})
