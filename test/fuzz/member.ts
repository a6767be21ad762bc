import * as Either from 'fp-ts/lib/Either.js'
import { type Envelope, encodeEnvelope } from '../../core/codec/envelope.ts'
import {
  asBoot,
  asInstant,
  asNodeId,
  type Command,
  type Config,
  checked,
  type Effect,
  type Event,
  init,
  parseConfig,
  type State,
} from '../../core/index.ts'
import { command, createWorld, delays, run, start } from '../../shell/simulation/index.ts'
import type { Input } from './target.ts'

/* A node that takes what a stranger sends, and what a group would send to it. */

const parsed = parseConfig({ profile: 'local' })
// The profile is the package's own.
if (Either.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))

export const config: Config = parsed.right

const self = asNodeId('a:1')
const others = ['b:1', 'c:1', 'd:1', 'e:1']
const boot = asBoot(1)

/** What happens, but for its time and its randomness. */
export type Happening = (stamp: { readonly at: Event['at']; readonly entropy: number }) => Event

export interface Member {
  /** Something happens `wait` milliseconds later; before it the alarm, if it is due. Gives the effects of both. */
  readonly happen: (wait: number, happening: Happening) => ReadonlyArray<Effect>
}

// Odd, and so each event has an entropy of its own.
const STRIDE = 0x9e37_79b1

/** A node of that id that looks for the others, each of whose steps is checked. */
export const makeMember = (): Member => {
  let entropy = 1
  const draw = (): number => {
    entropy = (entropy + STRIDE) >>> 0
    return entropy
  }
  let [state]: readonly [State, unknown] = init({ config, self, boot, at: asInstant(0), entropy })
  const step = (at: Event['at'], happening: Happening): ReadonlyArray<Effect> => {
    const [next, effects] = checked(state, happening({ at, entropy: draw() }))
    state = next
    return effects
  }
  const ask: Command = { _tag: 'Join', contacts: others.slice(0, 1) }
  step(state.now, (stamp) => ({ _tag: 'Commanded', ...stamp, command: ask }))
  return {
    happen: (wait, happening) => {
      const at = asInstant(state.now + wait)
      const isDue = state.alarm !== null && state.alarm <= at
      const woken = isDue ? step(at, (stamp) => ({ _tag: 'Woke', ...stamp })) : []
      return [...woken, ...step(at, happening)]
    },
  }
}

const TOLD: ReadonlyArray<Command> = [
  { _tag: 'Publish', payload: new Uint8Array(40) },
  { _tag: 'Publish', payload: new Uint8Array(3_000) },
]

/** The datagrams that reach a node of this id in a group, over a network that loses some. */
export const datagramsOf = (seed: number): Input => {
  const world = createWorld({
    seed,
    network: { delays: delays.lan, loss: 0.05, duplication: 0.02, reordering: 0.02 },
  })
  const datagrams: Uint8Array[] = []
  world.observe = (occurrence) => {
    if (occurrence._tag !== 'Stepped' || occurrence.self.id !== self || occurrence.event._tag !== 'Received')
      return
    const { from, boot, sequence, message } = occurrence.event
    const envelope: Envelope = { group: 'gossip', sender: from, boot, sequence, recipient: self, message }
    datagrams.push(encodeEnvelope(envelope))
  }
  for (const id of [...others, self]) {
    start(world, asNodeId(id), config)
    command(world, asNodeId(id), { _tag: 'Join', contacts: id === 'b:1' ? [] : ['b:1'] })
    run(world, 300)
  }
  for (const id of others) {
    for (const told of TOLD) command(world, asNodeId(id), told)
    run(world, 500)
  }
  for (const id of others.slice(1, 3)) command(world, asNodeId(id), { _tag: 'Leave' })
  run(world, 1_500)
  return datagrams
}
