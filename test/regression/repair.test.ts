import { describe, expect, it } from 'vitest'
import { asNodeId, broken, type Digest } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { memberWith, source } from '../arbitrary/member.ts'
import { ask, hear, sent } from '../arbitrary/say.ts'

const nothing: Digest = {
  _tag: 'Digest',
  salt: 1,
  hashes: 1,
  bits: new Uint8Array(0),
  horizon: 60_000,
  isAnswer: false,
}

describe('neighbours that come and go, and show digests', () => {
  it('are remembered only as many as views hold, as served and as behind', () => {
    const limits = { partialViewLimit: 2, inViewLimit: 2, repairLimit: 1, repairDelay: 0 }
    let state = memberWith(configOf({ ...limits, jitterPercent: 0 }), [asNodeId('a:1')])
    for (let count = 0; count < 3; count++) {
      state = ask(state, { _tag: 'Publish', payload: Uint8Array.of(count) })[0]
    }
    for (let index = 0; index < 10; index++) {
      const id = asNodeId(`n:${index}`)
      const [next, effects] = hear({ ...state, inView: [source(id)] }, id, nothing)
      expect(sent(effects, 'Rumor')).toHaveLength(1)
      expect(broken(next)).toEqual([])
      state = next
    }
    const latest = ['n:6', 'n:7', 'n:8', 'n:9']
    expect(state.repairs.served.map(({ id }) => id)).toEqual(latest)
    expect(state.repairs.behind.map(({ id }) => id)).toEqual(latest)
  })
})
