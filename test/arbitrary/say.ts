import {
  type Address,
  asBoot,
  asInstant,
  type Command,
  type Effect,
  type Event,
  type Message,
  type NodeId,
  type Notice,
  type State,
  step,
} from '../../core/index.ts'
import { find } from '../../core/membership/view.ts'
import { usualBoot } from './id.ts'

export type Answer = readonly [State, ReadonlyArray<Effect>]

/** When and by which chance something happens; unless said, at once and by the same chance. */
export interface Occasion {
  readonly at?: number
  readonly entropy?: number
}

const happens = (
  state: State,
  { at = state.now, entropy = 1 }: Occasion,
  event: (stamp: { readonly at: State['now']; readonly entropy: number }) => Event,
): Answer => step(state, event({ at: asInstant(at), entropy }))

interface Saying extends Occasion {
  readonly boot?: number
  readonly sequence?: number
}

/** How many datagrams a sender has sent by the next one, as far as the state can tell. */
const next = ({ orders, partialView }: State, from: NodeId): number =>
  1 + Math.max(...(find(orders, from)?.newest ?? [0]), find(partialView, from)?.sequence ?? 0)

/** A message arrives, the newest of its sender unless said otherwise. */
export const hear = (
  state: State,
  from: NodeId,
  message: Message,
  { boot = usualBoot, sequence = next(state, from), ...occasion }: Saying = {},
): Answer =>
  happens(state, occasion, (stamp) => ({
    _tag: 'Received',
    from,
    boot: asBoot(boot),
    sequence,
    message,
    ...stamp,
  }))

/** The application asks for something. */
export const ask = (state: State, command: Command, occasion: Occasion = {}): Answer =>
  happens(state, occasion, (stamp) => ({ _tag: 'Commanded', command, ...stamp }))

/** The alarm goes off, when it is due unless said otherwise. */
export const wake = (state: State, { at = state.alarm ?? state.now, ...occasion }: Occasion = {}): Answer =>
  happens(state, { at, ...occasion }, (stamp) => ({ _tag: 'Woke', ...stamp }))

/** What was sent to an address cannot be delivered. */
export const undeliverable = (state: State, to: Address, occasion: Occasion = {}): Answer =>
  happens(state, occasion, (stamp) => ({ _tag: 'Undeliverable', to, reason: 'unreachable', ...stamp }))

export interface Letter {
  readonly to: NodeId
  readonly message: Message
}

/** What is sent to other nodes, in order. */
export const letters = (effects: ReadonlyArray<Effect>): ReadonlyArray<Letter> =>
  effects.flatMap((effect) => (effect._tag === 'Send' ? [{ to: effect.to, message: effect.message }] : []))

/** The messages of one kind that are sent, and to whom. */
export const sent = <T extends Message['_tag']>(
  effects: ReadonlyArray<Effect>,
  tag: T,
): ReadonlyArray<{ readonly to: NodeId; readonly message: Extract<Message, { readonly _tag: T }> }> =>
  letters(effects).flatMap(({ to, message }) => (isA(message, tag) ? [{ to, message }] : []))

const isA = <U extends { readonly _tag: string }, T extends U['_tag']>(
  member: U,
  tag: T,
): member is Extract<U, { readonly _tag: T }> => member._tag === tag

/** The notices of one kind. */
export const told = <T extends Notice['_tag']>(
  effects: ReadonlyArray<Effect>,
  tag: T,
): ReadonlyArray<Extract<Notice, { readonly _tag: T }>> =>
  effects.flatMap((effect) => (effect._tag === 'Notify' && isA(effect.notice, tag) ? [effect.notice] : []))

/** Lets the alarm go off whenever it is due until `end`, in a network that says nothing. */
export const until = (state: State, end: number): Answer => {
  const effects: Effect[] = []
  let current = state
  while (current.alarm !== null && current.alarm <= end) {
    const [next, more] = wake(current)
    current = next
    effects.push(...more)
  }
  return [current, effects]
}
