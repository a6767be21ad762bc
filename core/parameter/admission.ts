import type { Config } from '../config.ts'
import { DAY, MANY, type Parameter, parameter } from './parameter.ts'

type Name =
  | 'sourceRate'
  | 'sourceBurst'
  | 'sourceLimit'
  | 'receiveRate'
  | 'receiveBurst'
  | 'strangerRate'
  | 'strangerBurst'
  | 'strangerSharePercent'
  | 'hostLimit'
  | 'orderWindow'
  | 'orderLimit'
  | 'clockSkew'
  | 'lifeLimit'

/** What is let in, and from whom. */
export const admission: { readonly [K in keyof Pick<Config, Name>]: Parameter } = {
  sourceRate: parameter(
    40_000,
    [1, MANY],
    '/s',
    'guess',
    'datagrams a second from one address; twice what a node sends in all',
  ),
  sourceBurst: parameter(4_096, [1, MANY], '', 'guess', 'datagrams at once from one address'),
  sourceLimit: parameter(4_096, [1, MANY], '', 'guess', 'addresses whose datagrams are counted at a time'),
  receiveRate: parameter(200_000, [1, MANY], '/s', 'guess', 'datagrams a second in all'),
  receiveBurst: parameter(16_384, [1, MANY], '', 'guess', 'datagrams at once in all'),
  strangerRate: parameter(
    1_000,
    [1, MANY],
    '/s',
    'guess',
    'first words of unknown lives or sessions that are looked into; an answer would take a core',
  ),
  strangerBurst: parameter(1_024, [1, MANY], '', 'guess', 'as many at once: a large group that starts anew'),
  strangerSharePercent: parameter(25, [1, 100], '%', 'guess', 'how much of both one host may use up'),
  hostLimit: parameter(
    0,
    [0, MANY],
    '',
    'guess',
    'arcs of a view to ids of one host; 0: any; a few where no host runs many nodes',
  ),
  orderWindow: parameter(
    120_000,
    [10, 2 * DAY],
    'ms',
    'model',
    'the last word of a sender is remembered so long, at least, so that no earlier one counts after it',
  ),
  orderLimit: parameter(
    1_024,
    [3, MANY],
    '',
    'guess',
    'senders whose last word is remembered, neighbours first',
  ),
  clockSkew: parameter(
    60_000,
    [1_000, DAY],
    'ms',
    'guess',
    'how far clocks may be apart, the way included, for a sealed datagram to count',
  ),
  lifeLimit: parameter(
    16_384,
    [1, MANY],
    '',
    'guess',
    'lives of senders whose sealed datagrams are told apart',
  ),
}
