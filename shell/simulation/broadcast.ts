import type { NodeId } from '../../core/id.ts'
import { command } from './node.ts'
import type { Observer } from './occurrence.ts'
import { tick } from './run.ts'
import type { World } from './world.ts'

/** How far one rumor went. */
export interface Broadcast {
  /** Nodes that have it, its origin included. */
  readonly reached: number
  /** How many nodes it reached over so many arcs: over none the origin. */
  readonly hops: ReadonlyArray<number>
  /** Copies sent. */
  readonly copies: number
}

/**
 * Has `origin` publish, and waits until nothing is on its way. Turn the timers off before, or datagrams of other
 * kinds may always be on their way. An origin that knows nobody reaches itself alone.
 */
export const broadcast = (
  world: World,
  origin: NodeId,
  payload: Uint8Array = new Uint8Array(0),
): Broadcast => {
  const hops = [1]
  let copies = 0
  const count: Observer = (occurrence) => {
    if (occurrence._tag !== 'Stepped') return
    for (const effect of occurrence.effects) {
      if (effect._tag === 'Send' && effect.message._tag === 'Rumor') copies += 1
      else if (effect._tag === 'Notify' && effect.notice._tag === 'Delivered') {
        const passed = effect.notice.hops
        while (hops.length <= passed) hops.push(0)
        hops[passed] = (hops[passed] ?? 0) + 1
      }
    }
  }
  const before = world.observe
  world.observe = (occurrence) => {
    count(occurrence)
    before?.(occurrence)
  }
  command(world, origin, { _tag: 'Publish', payload })
  while (world.flying > 0 && tick(world)) {
    // Each tick brings the world nearer to rest.
  }
  world.observe = before
  return { reached: hops.reduce((sum, nodes) => sum + nodes, 0), hops, copies }
}

/** What many broadcasts among the same survivors came to. */
export interface Delivery {
  readonly survivors: number
  /** The mean fraction of survivors reached by those broadcasts that did not die out. */
  readonly reached: number
  /** The fraction of broadcasts that reached all survivors. */
  readonly atomic: number
  /** The fraction of broadcasts that reached under half of the survivors. */
  readonly diedOut: number
  /** Arcs passed, over all deliveries. */
  readonly hopsMean: number
  readonly hopsMax: number
  readonly copiesPerDelivery: number
}

export const deliveryOf = (broadcasts: ReadonlyArray<Broadcast>, survivors: number): Delivery => {
  const alive = broadcasts.filter(({ reached }) => 2 * reached >= survivors)
  const sum = (of: (each: Broadcast) => number, among = broadcasts): number =>
    among.reduce((total, each) => total + of(each), 0)
  const deliveries = sum(({ reached }) => reached - 1)
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)
  return {
    survivors,
    reached: share(
      sum(({ reached }) => reached, alive),
      alive.length * survivors,
    ),
    atomic: share(broadcasts.filter(({ reached }) => reached === survivors).length, broadcasts.length),
    diedOut: share(broadcasts.length - alive.length, broadcasts.length),
    hopsMean: share(
      sum(({ hops }) => hops.reduce((total, nodes, passed) => total + nodes * passed, 0)),
      deliveries,
    ),
    hopsMax: Math.max(0, ...broadcasts.map(({ hops }) => hops.length - 1)),
    copiesPerDelivery: share(
      sum(({ copies }) => copies),
      deliveries,
    ),
  }
}
