import type { RumorId } from '../../core/id.ts'
import type { Message, Rumor, Sketch } from '../../core/message.ts'
import { merge, type Registers, registersOf } from '../../core/registers.ts'
import type { State } from '../../core/state.ts'
import { entropy, instant, type Mail } from './arrival.ts'
import { type Aim, atMostMicros } from './finding.ts'
import { isEager, memberThatSaw, VIEW } from './member.ts'
import { neighbour, origin, subscriber } from './peer.ts'

/** Events of one kind, and the member that they come to. */
export interface Workload {
  readonly name: string
  readonly start: State
  readonly mail: (index: number) => Mail
  readonly aim: Aim
}

/** How many events one round brings. */
export const EVENTS = 2_000

const ORIGINS = 100

const payload = Uint8Array.from({ length: 256 }, (_, index) => (index * 167) & 0xff)

const neighbourOf = (index: number): number => (index * 7) % VIEW

export const mailOf = (message: Message, index: number): Mail => ({
  from: neighbour(neighbourOf(index)),
  message,
  at: instant(index),
  entropy: entropy(index),
})

export const rumor = (id: RumorId): Rumor => ({
  _tag: 'Rumor',
  ...id,
  hops: 3,
  age: 4,
  payload,
  eager: false,
  part: 0,
  parts: 1,
})

/** A rumor of one of many origins, each of which publishes in order: pushed over eager arcs, served over others. */
export const rumorMail = (id: RumorId, index: number): Mail =>
  mailOf({ ...rumor(id), eager: isEager(neighbourOf(index)) }, index)

const idOf = (index: number): RumorId => ({
  origin: origin(index % ORIGINS).id,
  boot: origin(index % ORIGINS).boot,
  sequence: 1 + Math.floor(index / ORIGINS),
})

const ids = (from: number, to: number): ReadonlyArray<RumorId> =>
  Array.from({ length: to - from }, (_, index) => idOf(from + index))

// Every origin was heard before, as on a node that has been up for a while.
const heard = memberThatSaw(ids(0, ORIGINS))

const GROUP = 1_000

/** What a group of a thousand has counted, one member after the other. */
const counts: Registers[] = []
for (let index = 0; index < GROUP; index++) {
  const one = registersOf(subscriber(index).id, 0)
  counts.push(merge(counts.at(-1) ?? one, one))
}

/** What members know of it meanwhile: mostly nothing that the next one does not know. */
const sketchOf = (index: number): Sketch => ({
  epoch: 0,
  registers: counts[Math.min(index, GROUP - 1)] ?? [],
})

/** A copy of the subscription of somebody new, a few hops into its walk. */
const forwarded = (index: number): Message => ({
  _tag: 'Forwarded',
  subscriber: subscriber(index).id,
  boot: subscriber(index).boot,
  number: 1,
  copy: index % VIEW,
  hops: 1 + (index % 12),
  handover: 1 + Math.floor(index / VIEW),
})

export const newRumor: Workload = {
  name: 'step: a new rumor',
  start: heard,
  mail: (index) => rumorMail(idOf(ORIGINS + index), index),
  aim: atMostMicros(5),
}

const duplicate: Workload = {
  name: 'step: a duplicate',
  start: memberThatSaw(ids(0, ORIGINS + EVENTS)),
  mail: newRumor.mail,
  aim: atMostMicros(2),
}

const forwardedSubscription: Workload = {
  name: 'step: a forwarded subscription',
  start: heard,
  mail: (index) => mailOf(forwarded(index), index),
  aim: atMostMicros(2),
}

export const heartbeat: Workload = {
  name: 'step: a heartbeat',
  start: heard,
  mail: (index) => mailOf({ _tag: 'Heartbeat', sketch: sketchOf(index) }, index),
  aim: atMostMicros(2),
}

export const workloads: ReadonlyArray<Workload> = [newRumor, duplicate, forwardedSubscription, heartbeat]
