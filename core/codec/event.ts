import * as t from 'io-ts'
import type { Command, Event, UndeliverableReason } from '../event.ts'
import type { Address } from '../id.ts'
import { asInstant, type Instant } from '../time.ts'
import { message } from './message.ts'
import { boot, bytes, list, nodeId, type Wire, whole } from './scalar.ts'
import { variantOf, variants } from './variant.ts'

/*
 * Events as journals keep them: arrays like messages on the wire, whose numbers are never given to another kind.
 */

const address: Wire<Address> = t.string

const reason: Wire<UndeliverableReason> = t.keyof({ unresolved: null, unreachable: null })

const time = whole(0)

const instant: Wire<Instant> = new t.Type<Instant, unknown, unknown>(
  'instant',
  (input): input is Instant => time.is(input),
  (input, context) => (time.is(input) ? t.success(asInstant(input)) : t.failure(input, context)),
  t.identity,
)

const stamp = { at: instant, entropy: whole(0, 0xffff_ffff) }

const asked = variantOf<Command>()

const command: Wire<Command> = variants<Command>('command', {
  Join: asked('Join', 0, { contacts: list(address) }),
  Leave: asked('Leave', 1, {}),
  Publish: asked('Publish', 2, { payload: bytes }),
})

const kind = variantOf<Event>()

export const event: Wire<Event> = variants<Event>('event', {
  Received: kind('Received', 0, { ...stamp, from: nodeId, boot, sequence: whole(0), message }),
  Woke: kind('Woke', 1, stamp),
  Commanded: kind('Commanded', 2, { ...stamp, command }),
  Undeliverable: kind('Undeliverable', 3, { ...stamp, to: address, reason }),
})
