import fc from 'fast-check'
import type {
  Acknowledge,
  Alive,
  Answer,
  Contact,
  Forwarded,
  Handed,
  Heartbeat,
  Kept,
  Message,
  Probe,
  Release,
  Sketch,
  Subscribe,
  Unsubscribe,
  Walk,
} from '../../core/index.ts'
import { HIGHEST_RANK, REGISTERS } from '../../core/registers.ts'
import { boot, nodeId, peer } from './id.ts'
import { record } from './record.ts'
import { announce, digest, graft, prune, rumor } from './rumor.ts'

const small = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max })

/** Few numbers, so that the same one comes again; 0 asks for no acknowledgement. */
const handover = small(0, 5)

/** For anybody, the receiver included, with a budget that lasts for none, some or many nodes. */
export const walk: fc.Arbitrary<Walk> = record({
  _tag: fc.constant('Walk'),
  seeker: nodeId,
  boot,
  search: small(1, 4),
  attempt: small(1, 4),
  budget: fc.constantFrom(0, 1, 250_000, 1_000_000, 2_500_000),
  hops: small(1, 13),
  handover,
})

export const contact: fc.Arbitrary<Contact> = record({ _tag: fc.constant('Contact'), search: small(1, 4) })

export const subscribe: fc.Arbitrary<Subscribe> = record({
  _tag: fc.constant('Subscribe'),
  number: small(1, 4),
  extra: fc.boolean(),
  linked: fc.boolean(),
  handover,
  renews: fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(1, 3, 20) },
  ),
})

/** Of anybody, the receiver and the sender included, and with hops up to and beyond the limit. */
export const forwarded: fc.Arbitrary<Forwarded> = record({
  _tag: fc.constant('Forwarded'),
  subscriber: nodeId,
  boot,
  number: small(0, 4),
  copy: small(0, 4),
  hops: small(1, 7),
  handover,
})

export const kept: fc.Arbitrary<Kept> = record({
  _tag: fc.constant('Kept'),
  handover,
  number: small(0, 4),
})

/** Replaced by nobody, or by anybody: the receiver, the leaver, one that is held, one that has left. */
export const unsubscribe: fc.Arbitrary<Unsubscribe> = record({
  _tag: fc.constant('Unsubscribe'),
  replacement: fc.option(peer, { nil: null, freq: 4 }),
  handover,
})

/** Epochs near those of a young node, half a circle away, and where they begin anew. */
const epoch = fc.oneof(
  { weight: 4, arbitrary: small(0, 4) },
  { weight: 1, arbitrary: fc.constantFrom(0x7fff_ffff, 0x8000_0000, 0x8000_0001, 0xffff_fffe, 0xffff_ffff) },
)

/** What one, some or a great many others have been counted to be; null from who does not count. */
export const sketch: fc.Arbitrary<Sketch | null> = fc.option(
  record({
    epoch,
    registers: fc.oneof(
      fc.constant(Array.from({ length: REGISTERS }, () => 0)),
      fc.array(fc.constantFrom(0, 0, 0, 1, 2, 9), { minLength: REGISTERS, maxLength: REGISTERS }),
      fc.constantFrom(5, HIGHEST_RANK).map((rank) => Array.from({ length: REGISTERS }, () => rank)),
    ),
  }),
  { nil: null },
)

export const acknowledge: fc.Arbitrary<Acknowledge> = record({
  _tag: fc.constant('Acknowledge'),
  handover: small(1, 12),
  sketch,
})

export const heartbeat: fc.Arbitrary<Heartbeat> = record({ _tag: fc.constant('Heartbeat'), sketch })

export const release: fc.Arbitrary<Release> = record({
  _tag: fc.constant('Release'),
  number: small(1, 4),
  handover,
})

/** From whom this node holds, or held, or never held. */
export const answer: fc.Arbitrary<Answer> = record({
  _tag: fc.constant('Answer'),
  sketch,
  eager: fc.boolean(),
})

export const probe: fc.Arbitrary<Probe> = record({ _tag: fc.constant('Probe'), sketch })

export const alive: fc.Arbitrary<Alive> = record({
  _tag: fc.constant('Alive'),
  unites: fc.boolean(),
  sketch,
})

export const handed: fc.Arbitrary<Handed> = fc.oneof(
  { weight: 1, arbitrary: walk },
  { weight: 2, arbitrary: subscribe },
  { weight: 4, arbitrary: forwarded },
  { weight: 2, arbitrary: kept },
  { weight: 2, arbitrary: unsubscribe },
  { weight: 1, arbitrary: release },
)

export const message: fc.Arbitrary<Message> = fc.oneof(
  { weight: 10, arbitrary: handed },
  { weight: 1, arbitrary: contact },
  { weight: 1, arbitrary: acknowledge },
  { weight: 2, arbitrary: heartbeat },
  { weight: 2, arbitrary: fc.oneof(answer, probe, alive) },
  { weight: 6, arbitrary: rumor },
  { weight: 3, arbitrary: fc.oneof(announce, graft, prune, digest) },
)
