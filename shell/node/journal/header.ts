import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { config } from '../../../core/codec/config.ts'
import { boot, label, list, nodeId, whole } from '../../../core/codec/scalar.ts'
import { BEHAVIOUR, type Checkpoint, type Config, type Memory, RELEASE, SHAPE } from '../../../core/index.ts'

/** What a journal begins with: all that it takes to fold its events. */
export interface Header {
  readonly journal: 'gossip'
  /** How what follows is written. */
  readonly shape: number
  /** What `step` did: fingerprints compare only where it is the same. */
  readonly behaviour: number
  /** Of the package that wrote it. */
  readonly version: string
  readonly group: string
  readonly self: string
  readonly boot: number
  readonly config: Config
  readonly payloads: 'kept' | 'omitted'
  /** What the wall clock said, in milliseconds, when the node's clock stood at 0: by it journals are laid side by side. */
  readonly wall: number
  /** Before this file: events, the running hash of their effects, and messages that were sent. */
  readonly events: number
  readonly effects: number
  readonly sent: number
  readonly start: Fresh | Resumed
}

/** The node was born when the journal began. */
export interface Fresh {
  readonly at: number
  readonly entropy: number
  readonly memory: Memory | null
}

/** The node has lived before: from this state, which has this fingerprint. */
export interface Resumed {
  readonly state: Checkpoint
  readonly fingerprint: string
}

const memory = t.strict({
  boot,
  viewSize: whole(0),
  nodes: list(t.strict({ id: nodeId, boot })),
})

const fresh = t.strict({ at: whole(0), entropy: whole(0, 0xffff_ffff), memory: t.union([memory, t.null]) })

// A state has no codec of its own: it is what its fingerprint says, which is checked before anything is done with it.
const resumed = t.strict({ state: t.UnknownRecord, fingerprint: t.string })

const header = t.strict({
  journal: t.literal('gossip'),
  shape: whole(1),
  behaviour: whole(1),
  version: t.string,
  group: label(255),
  self: nodeId,
  boot,
  config,
  payloads: t.keyof({ kept: null, omitted: null }),
  wall: whole(0),
  events: whole(0),
  effects: t.Int,
  sent: whole(0),
  start: t.union([fresh, resumed]),
})

export type HeaderFlaw = 'no header of a journal' | 'written by a later version'

const shaped = t.type({ journal: t.literal('gossip'), shape: whole(1) })

/** The shape in which a journal is written that begins with this; null where it is none. */
export const shapeOf = (content: unknown): number | null => (shaped.is(content) ? content.shape : null)

export const readHeader = (content: unknown): Header | null => {
  const decoded = header.decode(content)
  // The state within is unknown still: `startOf` sees to it that it is none but the one that was written.
  return Either.isRight(decoded) ? (decoded.right as unknown as Header) : null
}

/** The part of a header that is the same in all files of one run of this version. */
export const revision: Pick<Header, 'journal' | 'shape' | 'behaviour' | 'version'> = {
  journal: 'gossip',
  shape: SHAPE,
  behaviour: BEHAVIOUR,
  version: RELEASE,
}
