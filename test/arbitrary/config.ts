import fc from 'fast-check'
import * as Either from 'fp-ts/lib/Either.js'
import { type Config, type ConfigInput, parseConfig } from '../../core/index.ts'
import { record } from './record.ts'

/** The paper's plain protocol: nothing is suspected, repaired or healed, and rumors flood. */
export const plain: ConfigInput = { suspicionLimit: 0, probeInterval: 0, eagerArcs: 0, digestPeers: 0 }

/** The defaults with what a test needs different. */
export const configOf = (input: ConfigInput = {}): Config =>
  Either.getOrElse<unknown, Config>((errors) => {
    throw new Error(`not a configuration: ${JSON.stringify(errors)}`)
  })(parseConfig(input))

/** A limit that is mostly hit soon, and at times has room enough for a run to go deep. */
const limit = (min: number, max: number, ample: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 2, arbitrary: fc.integer({ min, max }) }, { weight: 1, arbitrary: fc.constant(ample) })

/** Short times, so that a few events pass every deadline, and small limits, so that they are hit. */
export const config: fc.Arbitrary<Config> = record({
  copies: fc.integer({ min: 0, max: 3 }),
  hopLimit: fc.integer({ min: 1, max: 6 }),
  indirectionBudget: fc.constantFrom(0, 500_000, 2_000_000),
  lease: fc.oneof(fc.constant(0), fc.integer({ min: 240, max: 900 })),
  leaseJitterPercent: fc.integer({ min: 0, max: 50 }),
  sizeEpoch: fc.oneof(fc.constant(0), fc.integer({ min: 240, max: 600 })),
  sizeHistoryLimit: fc.integer({ min: 1, max: 3 }),
  fanOut: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4 })),
  partialViewLimit: fc.integer({ min: 4, max: 8 }),
  inViewLimit: fc.integer({ min: 2, max: 8 }),
  contactLimit: fc.integer({ min: 1, max: 4 }),
  searchTimeout: fc.integer({ min: 40, max: 80 }),
  searchTimeoutLimit: fc.integer({ min: 80, max: 200 }),
  subscribeTries: fc.integer({ min: 1, max: 3 }),
  handoverTries: fc.integer({ min: 0, max: 3 }),
  handoverTimeout: fc.integer({ min: 5, max: 40 }),
  handoverLimit: limit(1, 6, 64),
  repetitionLimit: limit(2, 12, 256),
  repetitionWindow: fc.integer({ min: 481, max: 1_000 }),
  heartbeatInterval: fc.integer({ min: 20, max: 60 }),
  jitterPercent: fc.integer({ min: 0, max: 50 }),
  isolationTimeout: fc.integer({ min: 120, max: 240 }),
  suspicionLimit: fc.oneof(fc.constant(0), fc.integer({ min: 2, max: 4 })),
  suspicionProbes: fc.integer({ min: 1, max: 4 }),
  probeInterval: fc.oneof(fc.constant(0), fc.integer({ min: 20, max: 200 })),
  memoryLimit: limit(1, 4, 64),
  leaveTimeout: fc.integer({ min: 0, max: 200 }),
  tombstoneWindow: fc.integer({ min: 10, max: 1_000 }),
  tombstoneLimit: limit(2, 6, 64),
  hostLimit: fc.constantFrom(0, 0, 1, 2),
  orderLimit: limit(3, 8, 64),
  orderWindow: fc.constantFrom(2_000, 60_000),
  clockSkew: fc.constant(1_000),
  retention: fc.constant(100),
  seenWindow: fc.oneof(fc.integer({ min: 101, max: 1_000 }), fc.constant(60_000)),
  seenOriginLimit: limit(2, 6, 64),
  seenRangeLimit: fc.integer({ min: 2, max: 4 }),
  eagerArcs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 })),
  floodedHops: fc.integer({ min: 0, max: 3 }),
  announceLimit: fc.integer({ min: 1, max: 3 }),
  announceDelay: fc.integer({ min: 1, max: 40 }),
  graftTimeout: fc.integer({ min: 5, max: 40 }),
  graftTries: fc.integer({ min: 1, max: 3 }),
  wantedLimit: limit(1, 4, 64),
  digestPeers: fc.integer({ min: 0, max: 2 }),
  digestInterval: fc.integer({ min: 20, max: 60 }),
  repairDelay: fc.integer({ min: 0, max: 20 }),
  repairLimit: limit(1, 3, 64),
  retainedLimit: limit(2, 6, 256),
  retainedBytes: limit(2_048, 3_000, 1_000_000),
  catchUp: fc.integer({ min: 0, max: 1 }),
  payloadLimit: fc.constantFrom(600, 1_000),
  assemblyOriginLimit: limit(600, 1_100, 10_000),
  assemblyLimit: limit(600, 1_100, 20_000),
  datagramLimit: fc.constant(576),
}).map((drawn) =>
  configOf({
    ...drawn,
    // Rumors go to a few at random, or over eager arcs.
    fanOut: drawn.eagerArcs === 0 ? drawn.fanOut : 0,
    // One message must find room, and one origin no more than all together.
    assemblyOriginLimit: Math.max(drawn.assemblyOriginLimit, drawn.payloadLimit),
    assemblyLimit: Math.max(drawn.assemblyLimit, drawn.assemblyOriginLimit, drawn.payloadLimit),
  }),
)
