import type { Config } from '../config.ts'
import { DAY, MANY, type Parameter, parameter } from './parameter.ts'

type Name =
  | 'fanOut'
  | 'retention'
  | 'seenWindow'
  | 'seenOriginLimit'
  | 'seenRangeLimit'
  | 'eagerArcs'
  | 'floodedHops'
  | 'announceLimit'
  | 'announceDelay'
  | 'graftTimeout'
  | 'graftTries'
  | 'wantedLimit'
  | 'digestPeers'
  | 'digestInterval'
  | 'repairDelay'
  | 'repairLimit'
  | 'retainedLimit'
  | 'retainedBytes'
  | 'catchUp'
  | 'payloadLimit'
  | 'assemblyLimit'
  | 'assemblyOriginLimit'

/** How rumors spread, and for how long they can be had. */
export const dissemination: { readonly [K in keyof Pick<Config, Name>]: Parameter } = {
  fanOut: parameter(
    0,
    [0, MANY],
    '',
    'paper',
    'random members that a rumor is passed to; 0 passes it to all',
  ),
  retention: parameter(
    60_000,
    [10, DAY],
    'ms',
    'guess',
    'a rumor older than this is neither served nor taken',
  ),
  seenWindow: parameter(
    120_000,
    [20, 2 * DAY],
    'ms',
    'guess',
    'what was seen is remembered so long, at least',
  ),
  seenOriginLimit: parameter(16_384, [2, MANY], '', 'guess', 'origins in the seen set; more are dropped'),
  seenRangeLimit: parameter(
    4_096,
    [2, MANY],
    '',
    'guess',
    'gaps that one origin may leave in the seen set; repairs in any order of all that is retained leave no more',
  ),
  eagerArcs: parameter(
    2,
    [0, 64],
    '',
    'model',
    'in-arcs over which a node has rumors pushed; 0 pushes over all, the flood of the paper',
  ),
  floodedHops: parameter(
    1,
    [0, 64],
    '',
    'measured',
    'arcs from its origin on which a rumor is pushed to all members, eager or lazy',
  ),
  announceLimit: parameter(3, [1, 64], '', 'model', 'lazy arcs over which a rumor is announced'),
  announceDelay: parameter(
    20,
    [1, DAY],
    'ms',
    'model',
    'announcements wait so long for others to go with them',
  ),
  graftTimeout: parameter(
    100,
    [1, DAY],
    'ms',
    'model',
    'an announced rumor that has not come after this is asked for',
  ),
  graftTries: parameter(3, [1, 64], '', 'model', 'times an announced rumor is asked for'),
  wantedLimit: parameter(4_096, [1, MANY], '', 'guess', 'announced rumors that may be awaited'),
  digestPeers: parameter(
    2,
    [0, 64],
    '',
    'model',
    'random members that are shown a digest at a time; 0 repairs nothing',
  ),
  digestInterval: parameter(1_000, [10, DAY], 'ms', 'model', 'a digest to each of them, so often'),
  repairDelay: parameter(300, [0, DAY], 'ms', 'model', 'rumors younger than this are on their way yet'),
  repairLimit: parameter(64, [1, MANY], '', 'model', 'rumors pushed for one digest'),
  retainedLimit: parameter(16_384, [2, MANY], '', 'guess', 'rumors kept for others to ask for'),
  retainedBytes: parameter(
    33_554_432,
    [2_048, 1_073_741_824],
    'bytes',
    'guess',
    'payload bytes kept for others to ask for',
  ),
  catchUp: parameter(0, [0, 1], '', 'guess', 'whether a newcomer gets rumors from before its joining'),
  payloadLimit: parameter(
    65_536,
    [1, 1_048_576],
    'bytes',
    'guess',
    'of one message; it travels in fragments',
  ),
  assemblyLimit: parameter(
    16_777_216,
    [1, 1_073_741_824],
    'bytes',
    'guess',
    'room for messages in fragments of which some are missing, in total',
  ),
  assemblyOriginLimit: parameter(
    4_194_304,
    [1, 1_073_741_824],
    'bytes',
    'guess',
    'room for messages in fragments of which some are missing, of one origin',
  ),
}
