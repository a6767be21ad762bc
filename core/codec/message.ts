import * as t from 'io-ts'
import type { RumorId } from '../id.ts'
import type { Message, Sketch } from '../message.ts'
import { positional } from './positional.ts'
import { registers } from './registers.ts'
import { boot, bytes, flag, list, nodeId, type Wire, whole } from './scalar.ts'
import { variantOf, variants } from './variant.ts'

/*
 * The numbers below are the wire format: never renumber, only add; a field is only ever appended.
 * wire.cddl describes the same for readers of other languages, and a test holds the two together.
 */

const COUNT = whole(0, 0xffff_ffff)
const handover = whole(0)

const peer = positional({ name: 'peer', head: [], fixed: {} }, { id: nodeId, boot })

const sketch = positional<Sketch, object>(
  { name: 'sketch', head: [], fixed: {} },
  { epoch: COUNT, registers },
)

const rumorId = positional<RumorId, object>(
  { name: 'rumor id', head: [], fixed: {} },
  { origin: nodeId, boot, sequence: whole(1) },
)

const nullable = <A>(codec: Wire<A>): Wire<A | null> => t.union([codec, t.null])

const kind = variantOf<Message>()

const kinds = {
  Walk: kind('Walk', 1, {
    seeker: nodeId,
    boot,
    search: whole(1),
    attempt: whole(1),
    budget: COUNT,
    hops: whole(1, 0xffff_ffff),
    handover,
  }),
  Contact: kind('Contact', 2, { search: whole(1) }),
  Subscribe: kind('Subscribe', 3, { number: whole(1), extra: flag, linked: flag, handover, renews: COUNT }),
  Forwarded: kind('Forwarded', 4, {
    subscriber: nodeId,
    boot,
    number: whole(0),
    copy: COUNT,
    hops: whole(1, 0xffff_ffff),
    handover,
  }),
  Kept: kind('Kept', 5, { handover, number: whole(0) }),
  Unsubscribe: kind('Unsubscribe', 6, { replacement: nullable(peer), handover }),
  Acknowledge: kind('Acknowledge', 7, { handover: whole(1), sketch: nullable(sketch) }),
  Heartbeat: kind('Heartbeat', 8, { sketch: nullable(sketch) }),
  Rumor: kind('Rumor', 9, {
    origin: nodeId,
    boot,
    sequence: whole(1),
    hops: whole(1, 0xffff_ffff),
    age: COUNT,
    payload: bytes,
    eager: flag,
    part: COUNT,
    parts: whole(1, 0xffff_ffff),
  }),
  Release: kind('Release', 10, { number: whole(1), handover }),
  Answer: kind('Answer', 11, { sketch: nullable(sketch), eager: flag }),
  Announce: kind('Announce', 12, { rumors: list(rumorId) }),
  Graft: kind('Graft', 13, { rumors: list(rumorId), promote: flag }),
  Prune: kind('Prune', 14, {}),
  Digest: kind('Digest', 15, {
    salt: COUNT,
    horizon: COUNT,
    hashes: whole(1, 64),
    bits: bytes,
    isAnswer: flag,
  }),
  Probe: kind('Probe', 16, { sketch: nullable(sketch) }),
  Alive: kind('Alive', 17, { unites: flag, sketch: nullable(sketch) }),
} as const

/** A message as the array `[number, field, …]`. */
export const message: Wire<Message> = variants<Message>('message', kinds)
