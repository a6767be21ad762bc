import { describe, expect, it } from 'vitest'
import { type Announce, asBoot, asNodeId, broken, type RumorId, type State } from '../../core/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { self, usualBoot } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { ask, hear, sent, told, until } from '../arbitrary/say.ts'

const [a, b, c] = [asNodeId('a:1'), asNodeId('b:1'), asNodeId('c:1')]

const config = configOf({ jitterPercent: 0 })

const announce = (...rumors: ReadonlyArray<RumorId>): Announce => ({ _tag: 'Announce', rumors })

/** Only the first arc pushes. */
const mostlyLazy = (state: State): State => ({
  ...state,
  partialView: state.partialView.map((arc, index) => ({ ...arc, eager: index === 0 })),
})

describe("word of a node's own rumor", () => {
  const [published] = ask(memberWith(config, [a, b], [a]), { _tag: 'Publish', payload: Uint8Array.of(1) })
  const own: RumorId = { origin: self.id, boot: self.boot, sequence: 1 }

  it('is no news: it does not ask for it', () => {
    const [after] = hear(published, a, announce(own))
    expect(after.announcements.wanted).toEqual([])
    expect(sent(until(after, after.now + 500)[1], 'Graft')).toEqual([])
  })

  it('is neither where somebody makes it up', () => {
    for (const rumor of [
      { ...own, sequence: 7 },
      { ...own, boot: asBoot(self.boot + 1) },
    ]) {
      expect(hear(published, a, announce(rumor))[0].announcements.wanted).toEqual([])
    }
  })

  it('is news where a former life has published it, which this one may pass on', () => {
    const former = { ...own, boot: asBoot(self.boot - 1) }
    const [after] = hear(published, a, announce(former))
    expect(sent(until(after, after.now + 100)[1], 'Graft')).toEqual([
      { to: a, message: { _tag: 'Graft', rumors: [former], promote: false } },
    ])
  })
})

describe('copies of what is published', () => {
  it('are rumors, not word of rumors that happens to go out with them', () => {
    let state = mostlyLazy(memberWith({ ...config, floodedHops: 0 }, [a, b, c], [a]))
    const counts: number[] = []
    let announcements = 0
    for (let count = 0; count < 200; count++) {
      const [next, effects] = ask(state, { _tag: 'Publish', payload: Uint8Array.of(1) })
      counts.push(...told(effects, 'Published').map(({ copies }) => copies))
      announcements += sent(effects, 'Announce').length
      state = next
    }
    expect(announcements).toBeGreaterThan(0)
    expect(new Set(counts)).toEqual(new Set([1]))
  })

  it('are as many for a message in fragments', () => {
    const member = memberWith(config, [a, b, c], [a])
    const [, effects] = ask(member, { _tag: 'Publish', payload: new Uint8Array(5_000) })
    expect(told(effects, 'Published')).toEqual([
      { _tag: 'Published', rumor: { origin: self.id, boot: usualBoot, sequence: 1 }, copies: 3 },
    ])
    expect(sent(effects, 'Rumor')).toHaveLength(3 * 6)
  })
})

describe('word that waits for members who are members no more', () => {
  it('goes out at once where there would be more of them than members can be', () => {
    const config = configOf({ jitterPercent: 0, partialViewLimit: 2, copies: 0, floodedHops: 0 })
    const ids = ['m:1', 'm:2', 'm:3', 'm:4', 'm:5'].map(asNodeId)
    let state = memberWith(config, [a], [a])
    const told: RumorId[] = []
    for (const [index, id] of ids.entries()) {
      const partialView = memberWith(config, [a, id]).partialView.map((arc) => ({ ...arc, eager: false }))
      const publish = { _tag: 'Publish' as const, payload: Uint8Array.of(index) }
      const [next, effects] = ask({ ...state, partialView }, publish)
      expect(broken(next)).toEqual([])
      told.push(...sent(effects, 'Announce').flatMap(({ message }) => message.rumors))
      state = next
    }
    const waiting = state.announcements.batches.flatMap(({ rumors }) => rumors)
    expect(state.announcements.batches).toHaveLength(2)
    expect(told.length).toBeGreaterThan(0)
    // Each was told to two, or will be.
    expect(told.length + waiting.length).toBe(2 * ids.length)
  })
})
