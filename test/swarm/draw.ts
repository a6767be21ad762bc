import type { Config, Message } from '../../core/index.ts'
import { delays, type Network } from '../../shell/simulation/index.ts'
import { below, draw, happens, type Luck } from '../../shell/simulation/luck.ts'
import { drawConfig } from './config.ts'
import { between, oneOf } from './luck.ts'
import type { Weights } from './weight.ts'

/** Everything that a seed decides before a run begins. */
export interface Options {
  readonly nodes: number
  readonly config: Config
  /** Whether no limit can be reached, however many nodes there are. */
  readonly isRoomy: boolean
  readonly network: Network
  readonly weights: Weights
  /** Kinds of messages that a fault of one run may be about; empty for all. */
  readonly kinds: ReadonlyArray<Message['_tag']>
  /** Whether those that have crashed come back before the end. */
  readonly revives: boolean
}

const drawNetwork = (luck: Luck): Network => ({
  delays: oneOf<Network['delays']>(luck, [
    delays.none,
    delays.lan,
    delays.wan,
    Array.from({ length: between(luck, 1, 6) }, () => below(luck, 60)),
  ]),
  loss: oneOf(luck, [0, 0, 0.01, 0.05, 0.2, 0.3]),
  duplication: oneOf(luck, [0, 0, 0.05, 0.3]),
  reordering: oneOf(luck, [0, 0, 0.05, 0.3]),
})

const KINDS: ReadonlyArray<Message['_tag']> = [
  'Walk',
  'Contact',
  'Subscribe',
  'Forwarded',
  'Kept',
  'Unsubscribe',
  'Acknowledge',
  'Heartbeat',
  'Rumor',
  'Release',
  'Answer',
  'Announce',
  'Graft',
  'Prune',
  'Digest',
  'Probe',
  'Alive',
]

/** Some faults do not happen at all in some runs: rare combinations hide behind the common ones. */
const drawWeights = (luck: Luck): Weights => {
  const weight = (highest: number): number => oneOf(luck, [0, 1, highest])
  return {
    enter: 4,
    leave: weight(3),
    crash: weight(3),
    restart: weight(3),
    pause: weight(3),
    resume: 3,
    cut: weight(2),
    part: weight(2),
    clog: weight(2),
    mend: 3,
    publish: oneOf(luck, [2, 8]),
    seek: weight(1),
    stop: weight(1),
  }
}

export const drawOptions = (luck: Luck): Options => {
  const isRoomy = happens(luck, 0.6)
  const network = drawNetwork(luck)
  return {
    nodes: between(luck, 2, 40),
    config: drawConfig(luck, isRoomy, Math.max(...network.delays)),
    isRoomy,
    network,
    weights: drawWeights(luck),
    kinds: happens(luck, 0.3) ? KINDS.filter(() => draw(luck) % 3 === 0) : [],
    revives: happens(luck, 0.5),
  }
}
