import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asInstant, type Event, type Received, type State, step } from '../../core/index.ts'
import { isOrdered } from '../../core/membership/order.ts'
import { run as pass, stateOf } from '../../shell/simulation/index.ts'
import { config, configOf } from '../arbitrary/config.ts'
import { passages, type Run, runsWith } from '../arbitrary/run.ts'
import { hear, sent, told, until } from '../arbitrary/say.ts'
import { grown } from '../healing/group.ts'
import { holds } from '../property/holds.ts'
import { plain } from '../property/plain.ts'
import { configWith, heartbeat, memberOf, NOW, names } from '../suspicion/member.ts'

/** Room and time enough to remember all that is said in a run. */
const mindful = config.map((chosen) => ({
  ...chosen,
  handoverTries: 3,
  orderWindow: 10_000_000,
  orderLimit: 64,
  repetitionLimit: 100_000,
  repetitionWindow: 10_000_000,
}))

const isReceived = (event: Event): event is Received => event._tag === 'Received'

/** The last state of a run, and the datagrams on their matters that have counted in it. */
const taken = (one: Run): readonly [State, ReadonlyArray<Received>] => {
  let end = one.start
  const counted: Received[] = []
  for (const { before, event, after } of passages(one)) {
    if (isReceived(event) && isOrdered(event.message) && before.orders !== after.orders) counted.push(event)
    end = after
  }
  return [end, counted]
}

const timeless = (state: State): unknown => ({ ...plain(state), now: 0, alarm: 0 })

holds(
  'what has counted on its matter counts never again: it is refused, and nothing changes, not even an answer goes out',
  [runsWith(mindful), fc.nat(100_000), fc.integer({ min: 0, max: 0xffff_ffff })],
  (one, wait, entropy) => {
    const [end, counted] = taken(one)
    if (end.phase._tag === 'Gone') return
    const at = asInstant(end.now + wait)
    for (const event of counted) {
      const [after, effects] = step(end, { ...event, at, entropy })
      expect(timeless(after)).toEqual(timeless(end))
      const answers = effects.filter(({ _tag }) => _tag === 'Send')
      const refusals = told(effects, 'Rejected').map(({ from }) => from)
      // What asks for rumors has them as often as it comes, but changes no arc any more.
      if (event.message._tag === 'Graft' && refusals.length === 0)
        expect(answers).toEqual(sent(effects, 'Rumor').map((rumor) => ({ _tag: 'Send', ...rumor })))
      else {
        expect(refusals).toEqual([event.from])
        expect(answers).toEqual([])
      }
    }
  },
)

holds(
  'a walk or a copy that comes again is acknowledged again, and changes nothing',
  [runsWith(mindful), fc.nat(100_000)],
  (one, wait) => {
    let end = one.start
    const counted: Received[] = []
    for (const { event, after, effects } of passages(one)) {
      end = after
      if (!isReceived(event) || isOrdered(event.message)) continue
      if (sent(effects, 'Acknowledge').length > 0) counted.push(event)
    }
    if (end.phase._tag === 'Gone') return
    for (const event of counted) {
      const [after, effects] = step(end, { ...event, at: asInstant(end.now + wait) })
      expect(timeless(after)).toEqual(timeless(end))
      expect(sent(effects, 'Acknowledge').map(({ to }) => to)).toEqual([event.from])
      expect(effects.filter(({ _tag }) => _tag === 'Send')).toHaveLength(1)
    }
  },
)

it('all that a member of a living group has heard in ten seconds, a thousand times over, leaves it as it was', () => {
  const group = grown({ size: 12, config: configOf(), seed: 1, network: { delays: [5, 20, 50] } })
  const heard: Received[] = []
  const [, , id] = group.members
  if (id === undefined) throw new Error('the group is too small')
  group.world.observe = (one) => {
    if (one._tag === 'Stepped' && one.self.id === id && isReceived(one.event)) heard.push(one.event)
  }
  pass(group.world, 10_000)
  const end = stateOf(group.world, id)
  const control = heard.filter(({ message }) => isOrdered(message))
  expect(control.length).toBeGreaterThan(100)
  let state = end
  for (let time = 0; time < 1_000; time++)
    for (const event of control) state = step(state, { ...event, at: end.now })[0]
  expect(state).toBe(end)
})

describe('a count that nobody can reach, where nobody is authenticated', () => {
  const [a] = names(1, 'a')
  if (a === undefined) throw new Error('there is no name')
  const settings = configWith({ isolationTimeout: 8_000, handoverTries: 0 })
  const [forged] = hear(memberOf(settings, [a], [a]), a, heartbeat, { sequence: Number.MAX_SAFE_INTEGER })

  it('has the words of a node refused while it is a neighbour', () => {
    expect(told(hear(forged, a, heartbeat, { sequence: 9 })[1], 'Rejected')).toMatchObject([
      { reason: 'stale' },
    ])
  })

  it('and for the window after that, and no longer', () => {
    const [alone] = until(forged, NOW + 20_000)
    expect([...alone.partialView, ...alone.inView]).toEqual([])
    const { orderWindow } = settings
    const late = (at: number) => hear(alone, a, heartbeat, { sequence: 9, at: NOW + at })
    expect(late(orderWindow - 1)[0].inView).toEqual([])
    expect(late(orderWindow)[0].inView).toHaveLength(1)
  })
})
