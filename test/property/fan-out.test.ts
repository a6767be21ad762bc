import { absurd } from 'fp-ts/lib/function.js'
import { expect } from 'vitest'
import { listLimit, partLimit } from '../../core/config.ts'
import { type Config, type Event, fragmentLimit, type Message } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { holds } from './holds.ts'

/*
 * The most effects that one event can have, from the limits in its Config. Each message handed over may come
 * with a notice that there is no room to repeat it; a step that changed anything may set the alarm.
 */
const ALARM = 1
const HANDED = 2
const SEVERED = 2
// A node kept: the arc, and the word.
const KEPT = 1 + HANDED
// A holder let go, or a figure told.
const RELEASED = 1 + HANDED
const ESTIMATED = 1
const WALK = 3
// Up, and another member let go for the one that is back.
const RESTORED = 2 + KEPT

/** A handover that failed is placed elsewhere or kept; a subscription gives its contact up and walks again. */
const failures = ({ handoverLimit }: Config): number => handoverLimit * KEPT + 4

const gone = ({ partialViewLimit, inViewLimit }: Config): number => partialViewLimit + inViewLimit + 1

/** A rumor goes to all members, or word of it to some; what fills a datagram, or is too many, goes with it. */
const relayed = ({ partialViewLimit, announceLimit }: Config): number => partialViewLimit + 2 * announceLimit

/** The rumors of one list, none of which takes less than five bytes. */
const listed = (config: Config): number => Math.floor(listLimit(config) / 5)

const assemblies = (config: Config): number =>
  1 + Math.floor(config.assemblyLimit / Math.min(2 * fragmentLimit(config), config.payloadLimit))

/** What a message may lead to beside what any does that a node says itself. */
const received = (config: Config, message: Message): number => {
  const { copies, partialViewLimit, inViewLimit, repairLimit } = config
  switch (message._tag) {
    case 'Rumor':
      // Delivered or pruned, passed on, others given up for it, and limits of what is kept and seen.
      return 1 + relayed(config) + assemblies(config) + 2
    case 'Subscribe':
      // The acknowledgement, one entry of the InView in place of another, a copy to each member and the extra ones
      // (or those of a renewal, no more than an InView holds), and the word that one has joined.
      return 1 + 2 + HANDED * Math.max(partialViewLimit + copies, inViewLimit) + 1
    case 'Graft':
      return listed(config)
    case 'Digest':
      return 1 + repairLimit + 1
    default:
      return Math.max(gone(config), 2 + KEPT + RELEASED)
  }
}

/** All that a node may be late for. */
const woke = (config: Config): number => {
  const { partialViewLimit, inViewLimit, wantedLimit, digestPeers } = config
  // Asked again or found down and replaced, beaten, the InView emptied, one adopted, isolation noticed.
  const views = (1 + 3) * partialViewLimit + partialViewLimit + inViewLimit + KEPT + 1 + WALK
  // Walks repeated, a probe, a renewal begun with a walk and a release, an epoch over.
  const mending = partialViewLimit + 1 + WALK + RELEASED + ESTIMATED
  // Batches; grafts, each of which may prune another arc; digests, and that the group has caught up; fragments.
  const rumors = partialViewLimit + 2 * wantedLimit + digestPeers + 1 + assemblies(config)
  return Math.max(gone(config), failures(config) + 4 + views + mending + rumors)
}

const bound = (config: Config, event: Event): number => {
  const { partialViewLimit, inViewLimit } = config
  switch (event._tag) {
    case 'Received':
      return SEVERED + RESTORED + WALK + received(config, event.message) + ESTIMATED + ALARM
    case 'Woke':
      return woke(config) + ALARM
    case 'Commanded':
      // Farewells to all, and gone where none is acknowledged; or a message to all, in fragments; or a walk.
      return (
        Math.max(
          HANDED * (partialViewLimit + inViewLimit) + gone(config),
          1 + partLimit(config) * (relayed(config) + 1),
          WALK,
        ) + ALARM
      )
    case 'Undeliverable':
      return failures(config) + WALK + ALARM
    default:
      return absurd(event)
  }
}

holds('a step has no more effects than the limits allow', [run], (one) => {
  for (const { before, event, effects } of passages(one)) {
    expect(effects.length, JSON.stringify(event)).toBeLessThanOrEqual(bound(before.config, event))
  }
})
