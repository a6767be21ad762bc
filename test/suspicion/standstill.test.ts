import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant, type Down } from '../../core/index.ts'
import { pause, resume, run, setTimers, stateOf } from '../../shell/simulation/index.ts'
import { hear, sent, told, until, wake } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { ann, bob, createPair } from '../simulation/pair.ts'
import { answer, configWith, memberOf, NOW, names, target } from './member.ts'
import { notices } from './notices.ts'

const config = configWith({ copies: 16 })
const members = names(3, 'm')
const member = memberOf(config, members)
const BEAT = NOW + config.heartbeatInterval

const down = (effects: Parameters<typeof told>[0]): ReadonlyArray<Down> => told(effects, 'Down')

holds(
  'whoever is late for its own heartbeat reports nobody down, and asks them all',
  [fc.integer({ min: config.heartbeatInterval, max: 3_600_000 })],
  (late) => {
    const [after, effects] = wake(member, { at: BEAT + late })
    expect(down(effects)).toEqual([])
    expect(sent(effects, 'Heartbeat').map(({ to }) => to)).toEqual(members)
    expect(after.partialView).toHaveLength(3)
  },
)

describe('a node that stood still for a minute', () => {
  const [late] = wake(member, { at: BEAT + 60_000 })

  it('gives its members the time that is left of the limit', () => {
    // Of five seconds one had passed when it stood still.
    const [, early] = until(late, BEAT + 60_000 + 3_999)
    expect(down(early)).toEqual([])
    const [, effects] = until(late, BEAT + 60_000 + 4_000)
    expect(down(effects).map(({ peer }) => peer.id)).toEqual(members)
  })

  it('drops whose time was over anyway', () => {
    const silent = memberOf(config, members, [], {
      partialView: members.map((id, at) => target(id, true, at === 0 ? BEAT - 5_000 : NOW)),
    })
    expect(down(wake(silent, { at: BEAT + 60_000 })[1]).map(({ peer }) => peer.id)).toEqual(['m:0'])
  })

  it('keeps whom it hears by then', () => {
    const [waited] = until(late, BEAT + 60_000 + 3_999)
    const [heard] = members.reduce<ReturnType<typeof hear>>(
      ([state], id) => hear(state, id, answer, { at: BEAT + 60_000 + 3_999 }),
      [waited, []],
    )
    expect(down(until(heard, BEAT + 60_000 + 8_998)[1])).toEqual([])
  })

  it('takes what arrived before it woke for an answer of now, not of the future', () => {
    const [heard] = hear(member, members[0] ?? ann, answer, { at: BEAT + 59_999 })
    const [after] = wake(heard, { at: BEAT + 60_000 })
    expect(after.partialView.map(({ heardAt }) => heardAt)).toEqual([
      BEAT + 60_000,
      NOW + 60_000,
      NOW + 60_000,
    ])
  })
})

describe('a node that is late by less than an interval', () => {
  it('does not drop who has answered its last heartbeat', () => {
    const brief = memberOf(configWith({ copies: 16, suspicionLimit: 2 }), members)
    const late = { ...brief, pulse: { ...brief.pulse, beatAt: asInstant(NOW + 1_500) } }
    expect(down(wake(late, { at: NOW + 2_400 })[1])).toEqual([])
  })

  it('is late with all that it judges, but has nothing to excuse', () => {
    const [silent] = until(member, BEAT + 3_900)
    const [, effects] = wake(silent, { at: BEAT + 4_900 })
    expect(down(effects)).toHaveLength(3)
  })
})

describe('of two nodes the one that stands still for a minute', () => {
  const world = createPair({ network: { delays: [1, 2, 8], loss: 0, duplication: 0, reordering: 0 } })
  const seen = notices(world)
  setTimers(world, true)
  run(world, 10_000)
  pause(world, ann)
  run(world, 60_000)

  it('is reported down by the other', () => {
    expect(seen.of(bob, 'Down')).toHaveLength(1)
    expect(stateOf(world, bob).partialView).toEqual([])
  })

  it('reports nobody down itself, and is up again as soon as it goes on', () => {
    resume(world, ann)
    run(world, 2_000)
    expect(seen.of(ann, 'Down')).toEqual([])
    expect(seen.of(bob, 'Up')).toHaveLength(1)
    for (const id of [ann, bob]) {
      expect(stateOf(world, id).partialView).toHaveLength(1)
      expect(stateOf(world, id).inView).toHaveLength(1)
    }
  })
})
