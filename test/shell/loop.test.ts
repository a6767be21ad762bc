import * as Either from 'fp-ts/lib/Either.js'
import { beforeEach, expect, it } from 'vitest'
import { parseConfig } from '../../core/codec/config.ts'
import type { Effect } from '../../core/effect.ts'
import type { Command, Event, Stamp } from '../../core/event.ts'
import { asBoot, asNodeId } from '../../core/id.ts'
import { init } from '../../core/init.ts'
import type { State } from '../../core/state.ts'
import { asInstant } from '../../core/time.ts'
import { type Loop, makeLoop, type Occurrence } from '../../shell/loop.ts'

const MAILBOX = 3

const startState = (): State => {
  const config = parseConfig({ profile: 'local', mailboxLimit: MAILBOX })
  if (Either.isLeft(config)) throw new Error(JSON.stringify(config.left))
  const self = asNodeId('me')
  return init({ config: config.right, self, boot: asBoot(1), at: asInstant(0), entropy: 0 })[0]
}

/** A command as an occurrence. The stamps that it gets are noted. */
const order =
  (command: Command, stamps: Event[] = []): Occurrence =>
  (stamp) => {
    const event: Event = { _tag: 'Commanded', ...stamp, command }
    stamps.push(event)
    return event
  }

/** Has two effects in this order: the notice of a search, and a walk. */
const join = order({ _tag: 'Join', contacts: ['somewhere'] })
/** Has one effect: a refusal. */
const publish = order({ _tag: 'Publish', payload: new Uint8Array(1) })

const nameOf = (effect: Effect): string => (effect._tag === 'Notify' ? effect.notice._tag : effect._tag)

let log: string[]
/** What happens within the interpretation of an effect of this name, once. */
let within: Map<string, (loop: Loop) => void>
let now: number
let loop: Loop

beforeEach(() => {
  log = []
  within = new Map()
  now = 0
  loop = makeLoop({
    start: startState(),
    clock: { now: () => asInstant(now) },
    entropy: { next: () => 7 },
    journal: { saw: () => {}, did: () => {}, rescue: () => {}, close: () => Promise.resolve() },
    interpret: (effect) => {
      const name = nameOf(effect)
      log.push(name)
      const act = within.get(name)
      within.delete(name)
      act?.(loop)
    },
  })
})

it('interprets effects in their order, after the state has changed, and then says that it is done', () => {
  let phase = ''
  within.set('Searching', () => {
    phase = loop.state().phase._tag
  })
  expect(loop.post(join, (effects) => log.push(`done ${effects.map(nameOf).join(' ')}`))).toBe(true)
  expect(log).toEqual(['Searching', 'Dial', 'done Searching Dial'])
  expect(phase).toBe('Searching')
})

it('is never re-entrant: what happens meanwhile waits until all effects are done, in its order', () => {
  within.set('Searching', () => {
    loop.post(publish, () => log.push('done first'))
    loop.post(join, () => log.push('done second'))
    log.push('posted')
  })
  loop.post(join, () => log.push('done'))
  expect(log).toEqual([
    ...['Searching', 'posted', 'Dial', 'done'],
    ...['Refused', 'done first'],
    ...['Refused', 'done second'],
  ])
})

it('also what is posted when an occurrence is done waits in the mailbox, and is served before the post returns', () => {
  loop.post(publish, () => {
    loop.post(publish, () => log.push('second'))
    log.push('first')
  })
  expect(log).toEqual(['Refused', 'first', 'Refused', 'second'])
})

it('stamps an occurrence when its turn comes, not when it is posted', () => {
  const events: Event[] = []
  within.set('Searching', () => {
    loop.post(order({ _tag: 'Leave' }, events))
    now = 5
  })
  loop.post(join)
  expect(events).toMatchObject([{ at: 5, entropy: 7 }])
  expect(loop.state().now).toBe(5)
})

it('refuses what its mailbox has no room for, and says nothing of it later', () => {
  const taken: boolean[] = []
  within.set('Searching', () => {
    for (let n = 0; n < MAILBOX + 2; n++) taken.push(loop.post(publish, () => log.push(`done ${n}`)))
  })
  loop.post(join)
  expect(taken).toEqual([true, true, true, false, false])
  expect(log.filter((entry) => entry.startsWith('done'))).toEqual(['done 0', 'done 1', 'done 2'])
  expect(loop.post(publish)).toBe(true)
})

it('never refuses a waking, however full the mailbox is', () => {
  within.set('Searching', () => {
    while (loop.post(publish));
    loop.wake()
  })
  loop.post(join)
  expect(log).toEqual(['Searching', 'Dial', ...Array(MAILBOX).fill('Refused'), 'Alarm'])
})

it('an interpreter that throws does it to whoever posted; afterwards what waited is served, then what comes', () => {
  within.set('Searching', () => {
    loop.post(publish, () => log.push('done waiting'))
    throw new Error('broken wire')
  })
  expect(() => loop.post(join)).toThrow('broken wire')
  expect(loop.state().phase._tag).toBe('Searching')
  expect(loop.post(publish, () => log.push('done next'))).toBe(true)
  expect(log).toEqual(['Searching', 'Refused', 'done waiting', 'Refused', 'done next'])
  loop.wake()
  expect(log.at(-1)).toBe('Alarm')
})

it('has what was seen written down at once when the step is at fault, and lets the fault through', () => {
  const told: string[] = []
  const failing = makeLoop({
    start: startState(),
    clock: { now: () => asInstant(now) },
    entropy: { next: () => 7 },
    journal: {
      saw: ({ _tag }) => void told.push(`saw ${_tag}`),
      did: () => void told.push('did'),
      rescue: () => void told.push('rescue'),
      close: () => Promise.resolve(),
    },
    interpret: () => undefined,
  })
  // No message: what no decoder lets through, as a fault of the library would be.
  const broken = (stamp: Stamp): Event =>
    ({ _tag: 'Received', ...stamp, from: 'a:1', boot: 1, sequence: 1, message: null }) as unknown as Event
  expect(() => failing.post(broken)).toThrow(TypeError)
  expect(told).toEqual(['saw Received', 'rescue'])
})
