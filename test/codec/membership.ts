import type { Config } from '../../core/config.ts'
import type { Command } from '../../core/event.ts'
import { asBoot } from '../../core/id.ts'
import type { Message, Walk } from '../../core/message.ts'
import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { asInstant } from '../../core/time.ts'
import { type Done, inArc, LARGEST, longId, longPeer, now, receive } from './veteran.ts'

export const command = (state: State, asked: Command): Done =>
  step(state, { _tag: 'Commanded', at: now, entropy: 1, command: asked })

const withHops = (state: State): State => ({ ...state, config: { ...state.config, hopLimit: 65_535 } })

/** What a newcomer does first. */
export const join = (state: State): Done =>
  command({ ...state, phase: { _tag: 'Alone' } }, { _tag: 'Join', contacts: [longId(state.config, 9)] })

const walk = (config: Config, { budget, hops }: Pick<Walk, 'budget' | 'hops'>): Walk => {
  const { id: seeker, boot } = longPeer(config, 9)
  return { _tag: 'Walk', seeker, boot, search: LARGEST, attempt: LARGEST, budget, hops, handover: LARGEST }
}

/** For a kind of message, a node that sends one, as large as that kind can be. */
export type Occasion = (state: State) => Done

/** For each kind of message between nodes that look after their views. */
export const membership = {
  Walk: (state) =>
    receive(
      withHops(state),
      longPeer(state.config, 1),
      walk(state.config, { budget: 0xffff_ffff, hops: 65_533 }),
    ),
  Contact: (state) => receive(state, longPeer(state.config, 1), walk(state.config, { budget: 0, hops: 1 })),
  Subscribe: (state) => {
    const [searching] = join(state)
    return receive(searching, longPeer(state.config, 9), { _tag: 'Contact', search: searching.attempts })
  },
  Forwarded: (state) =>
    receive(
      { ...state, config: { ...state.config, partialViewLimit: 3, hopLimit: 65_535 } },
      longPeer(state.config, 1),
      {
        _tag: 'Forwarded',
        subscriber: longId(state.config, 9),
        boot: asBoot(LARGEST),
        number: LARGEST,
        copy: 0xffff_ffff,
        hops: 65_533,
        handover: LARGEST,
      },
    ),
  Kept: (state) =>
    receive({ ...state, partialView: [] }, longPeer(state.config, 9), {
      _tag: 'Subscribe',
      number: LARGEST,
      extra: true,
      linked: true,
      handover: LARGEST,
      renews: 0,
    }),
  Unsubscribe: (state) =>
    command(
      { ...state, inView: [...state.inView, inArc(longPeer(state.config, 4), now)] },
      { _tag: 'Leave' },
    ),
  Acknowledge: (state) =>
    receive(state, longPeer(state.config, 9), { _tag: 'Kept', handover: LARGEST, number: 1 }),
  Release: (state) => {
    const renewal = {
      number: LARGEST,
      startedAt: asInstant(now + 1),
      copies: 3,
      reported: [],
      refused: [],
      spare: 0,
      released: [],
      attempt: 1,
      retryAt: null,
    }
    const lease = { endsAt: asInstant(now + 1_000), renewal }
    return receive({ ...state, lease }, longPeer(state.config, 9), {
      _tag: 'Kept',
      handover: 1,
      number: LARGEST,
    })
  },
  Answer: (state) => receive(state, longPeer(state.config, 1), { _tag: 'Heartbeat', sketch: null }),
  Probe: (state) => {
    const { id, boot } = longPeer(state.config, 9)
    const healing = {
      ...state.healing,
      remembered: [{ id, boot, fate: 'seen' as const, isAttested: true }],
      probeAt: now,
    }
    return step({ ...state, healing }, { _tag: 'Woke', at: now, entropy: 1 })
  },
  Alive: (state) => receive(state, longPeer(state.config, 9), { _tag: 'Probe', sketch: null }),
  Heartbeat: (state) => step(state, { _tag: 'Woke', at: asInstant(now + 100_000_000), entropy: 1 }),
} satisfies Partial<Record<Message['_tag'], Occasion>>
