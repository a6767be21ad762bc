import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { command, run } from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { grown } from '../healing/group.ts'
import { notices } from '../suspicion/notices.ts'
import { bytes } from './member.ts'

describe('long messages in a group of 20 in which a fifth of all datagrams is lost', () => {
  it('reach everybody else, whole and once, and nothing is given up', () => {
    const config = configOf({ lease: 0, sizeEpoch: 0 })
    const network = { delays: [5, 10, 20, 50], loss: 0.2 }
    const group = grown({ size: 20, config, seed: 1, network })
    const seen = notices(group.world)
    const payloads = [bytes(65_536), bytes(20_000, 1), bytes(10, 2)]
    payloads.forEach((payload, index) => {
      command(group.world, asNodeId(`n${index}`), { _tag: 'Publish', payload })
    })
    run(group.world, 10_000)
    payloads.forEach((payload, index) => {
      const all = seen.all('Delivered').filter(({ notice }) => notice.rumor.origin === `n${index}`)
      expect(all).toHaveLength(19)
      for (const { notice } of all) expect(Buffer.compare(notice.payload, payload)).toBe(0)
    })
    expect(seen.all('Dropped')).toEqual([])
  })
})
