import { describe, expect, it } from 'vitest'
import { asInstant, asNodeId, type State } from '../../core/index.ts'
import { deadline } from '../../core/membership/lease.ts'
import { hear, letters, sent, told, undeliverable, until, wake } from '../arbitrary/say.ts'
import { answered, END, ended, keptFor, LEASE, NUMBER, tenant } from './member.ts'

const x = asNodeId('x:1')
const y = asNodeId('y:1')

const renewalOf = ({ lease }: State) => lease?.renewal ?? null

describe('a walk that finds no contact', () => {
  it('is repeated under its number, subscribeTries in all, then given up until the next lease', () => {
    const state = tenant()
    const { searchTimeout } = state.config
    const [first] = ended(state)
    expect(deadline(first)).toBe(END + searchTimeout)
    const [second, again] = wake(first, { at: END + searchTimeout })
    const [third, thrice] = wake(second, { at: END + 2 * searchTimeout })
    for (const effects of [again, thrice]) {
      expect(sent(effects, 'Walk').map(({ message }) => message.search)).toEqual([NUMBER])
    }
    const [after, none] = wake(third, { at: END + 3 * searchTimeout })
    expect(letters(none)).toEqual([])
    expect(after.lease).toEqual({ endsAt: END + LEASE, renewal: null })
    expect(after.attempts).toBe(NUMBER)
    expect(deadline(after)).toBe(END + LEASE)
  })

  it('is still answered after it was repeated', () => {
    const [first] = ended(tenant())
    const [second] = wake(first, { at: END + 3_000 })
    expect(sent(hear(second, x, { _tag: 'Contact', search: NUMBER })[1], 'Subscribe')).toHaveLength(1)
  })

  it('given up, it is not answered any more', () => {
    const given = [1, 2, 3].reduce(
      (state, turn) => wake(state, { at: END + 3_000 * turn })[0],
      ended(tenant())[0],
    )
    const [after, effects] = hear(given, x, { _tag: 'Contact', search: NUMBER })
    expect(letters(effects)).toEqual([])
    expect(after.lease?.renewal).toBeNull()
    expect(hear(after, y, keptFor(NUMBER))[0].inView).toHaveLength(5)
  })
})

describe('a contact that stays silent', () => {
  const silent = (state: State): ReturnType<typeof wake> => undeliverable(state, x)

  it('is no end of the renewal: another one is looked for, under the same number', () => {
    const [after, effects] = silent(answered(tenant())[0])
    expect(sent(effects, 'Walk').map(({ message }) => message.search)).toEqual([NUMBER])
    const [, found] = hear(after, y, { _tag: 'Contact', search: NUMBER })
    expect(sent(found, 'Subscribe')).toMatchObject([{ to: y, message: { number: NUMBER, renews: 4 } }])
  })

  it('is known by the handover that nobody acknowledges', () => {
    const [waiting] = answered(tenant())
    const [, effects] = until(waiting, END + 2_900)
    expect(sent(effects, 'Subscribe').length).toBe(waiting.config.handoverTries - 1)
    expect(sent(effects, 'Walk')).toHaveLength(1)
    expect(told(effects, 'ContactFailed')).toEqual([])
  })

  it('uses up one of the subscribeTries', () => {
    let state = answered(tenant())[0]
    for (const _try of [2, 3]) {
      const [walking, effects] = silent(state)
      expect(sent(effects, 'Walk')).toHaveLength(1)
      state = hear(walking, x, { _tag: 'Contact', search: NUMBER })[0]
    }
    const [after, effects] = silent(state)
    expect(letters(effects)).toEqual([])
    expect(renewalOf(after)).toBeNull()
  })

  it('of an earlier renewal does not disturb the one under way', () => {
    const [waiting] = answered(tenant())
    const [renewed] = wake(
      { ...waiting, lease: { endsAt: asInstant(END + 50), renewal: null } },
      { at: END + 50 },
    )
    const [after, effects] = silent(renewed)
    expect(renewalOf(renewed)).toMatchObject({ number: NUMBER + 1, attempt: 1 })
    expect(renewalOf(after)).toEqual(renewalOf(renewed))
    expect(letters(effects)).toEqual([])
  })
})
