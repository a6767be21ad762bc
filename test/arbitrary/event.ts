import fc from 'fast-check'
import type { Command, Event, Join, Publish, Stamp, UndeliverableReason } from '../../core/index.ts'
import { address, boot, nodeId } from './id.ts'
import { message } from './message.ts'
import { record } from './record.ts'

/** An event that lacks only its time and its entropy. */
export type Happening = Event extends infer E ? (E extends Event ? Omit<E, keyof Stamp> : never) : never

/** Around what one datagram of the smallest kind carries, beside ids of 64 bytes and a group of 32; and the limit. */
const payload = fc.constantFrom(0, 1, 280, 281, 1_000, 1_025).map((size) => new Uint8Array(size))

export const join: fc.Arbitrary<Join> = record({
  _tag: fc.constant('Join'),
  contacts: fc.array(address, { maxLength: 3 }),
})

export const publish: fc.Arbitrary<Publish> = record({ _tag: fc.constant('Publish'), payload })

export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: join },
  { weight: 6, arbitrary: publish },
  { weight: 1, arbitrary: fc.constant({ _tag: 'Leave' }) },
)

/** Anything, from anybody, whatever the state is. */
export const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 12,
    arbitrary: record({
      _tag: fc.constant('Received'),
      from: nodeId,
      boot,
      sequence: fc.nat(9),
      message,
    }),
  },
  { weight: 3, arbitrary: record({ _tag: fc.constant('Commanded'), command }) },
  { weight: 2, arbitrary: fc.constant({ _tag: 'Woke' }) },
  {
    weight: 1,
    arbitrary: record({
      _tag: fc.constant('Undeliverable'),
      to: address,
      reason: fc.constantFrom<UndeliverableReason>('unresolved', 'unreachable'),
    }),
  },
)

/** Milliseconds since the event before: mostly few, at times past every deadline, at times backwards. */
export const wait: fc.Arbitrary<number> = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 10 }) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 80 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -500, max: -1 }) },
)

/** Unsigned, 32 bits; fast-check likes small ones, as a careless shell would. */
export const entropy: fc.Arbitrary<number> = fc.integer({ min: 0, max: 0xffff_ffff })
