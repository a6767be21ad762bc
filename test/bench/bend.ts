import { asBoot, type Peer } from '../../core/id.ts'
import type { Forwarded, Message } from '../../core/message.ts'
import type { Mail } from './arrival.ts'
import { config } from './config.ts'
import { neighbour, origin, self, subscriber } from './peer.ts'
import { mailOf, rumor } from './workload.ts'

/** Turns everyday mail into a case that is not. */
type Bend = (mail: Mail, index: number) => Mail

const restarted = (peer: Peer, lives: number): Peer => ({ id: peer.id, boot: asBoot(peer.boot + lives) })

const copyOf = ({ id, boot }: Peer, index: number): Forwarded => ({
  _tag: 'Forwarded',
  subscriber: id,
  boot,
  number: 1,
  copy: 0,
  hops: 1,
  handover: 1_000_000 + index,
})

const saying =
  (message: (index: number) => Message): Bend =>
  (mail, index) => ({ ...mail, message: message(index) })

const published = ({ id, boot }: Peer, sequence: number) => rumor({ origin: id, boot, sequence })

/** Cases of the four handlers that everyday mail does not bring up. */
const bends: ReadonlyArray<Bend> = [
  // Of the sender: a stranger, a newer life, a former life.
  (mail, index) => ({ ...mail, from: subscriber(index % 400) }),
  (mail, index) => ({ ...mail, from: restarted(neighbour(3), index) }),
  (mail) => ({ ...mail, from: restarted(neighbour(5), -1) }),
  // Of a rumor: one's own, of a former life of one's own, too old, one after which more are missing, repeated.
  saying((index) => published(self, index + 1)),
  saying((index) => published(restarted(self, -1), index + 1)),
  saying((index) => ({ ...published(origin(1), 50_000 + index), age: config.retention + 1 })),
  saying((index) => published(origin(2), 10 + 2 * index)),
  saying(() => published(origin(2), 13)),
  // Pushed to one who has it, over an arc that shall be lazy, or by a stranger; from near its origin; too large.
  saying(() => ({ ...published(origin(2), 13), eager: true })),
  (_mail, index) => ({ ...mailOf({ ...published(origin(2), 13), eager: true }, index), from: subscriber(1) }),
  saying((index) => ({ ...published(origin(3), 9_000 + index), hops: 1 })),
  saying((index) => ({ ...published(origin(3), 20_000 + index), payload: new Uint8Array(905) })),
  // Of a copy: of oneself, of a member, of a former and of a newer life of one, at the end of its walk, repeated.
  saying((index) => copyOf(self, index)),
  saying((index) => copyOf(restarted(self, -1), index)),
  saying((index) => copyOf(neighbour(7), index)),
  saying((index) => copyOf(restarted(neighbour(7), -1), index)),
  saying((index) => copyOf(restarted(neighbour(9), index), index)),
  saying((index) => ({ ...copyOf(subscriber(index), index), hops: config.hopLimit })),
  saying((index) => ({ ...copyOf(neighbour(7), index), hops: config.hopLimit })),
  saying((index) => ({ ...copyOf(subscriber(index), index), handover: 1 })),
  saying((index) => ({ ...copyOf(subscriber(index), index), handover: 0 })),
]

/** Everyday mail, but each third piece bent, in one way after the other. */
export const bend: Bend = (mail, index) => {
  const way = index % 3 === 2 ? bends[Math.floor(index / 3) % bends.length] : undefined
  return way === undefined ? mail : way(mail, index)
}
