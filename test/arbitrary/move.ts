import fc from 'fast-check'
import type { Announce, Digest, Message, Publish, Rumor } from '../../core/index.ts'
import { entropy, type Happening, happening, join, publish, wait } from './event.ts'
import { handed, heartbeat, message } from './message.ts'
import { record } from './record.ts'
import { announce, digest, piece, rumor } from './rumor.ts'

/**
 * What happens next, as a choice that becomes an event only in view of a state. Sequences of events drawn
 * blindly rarely answer to what a node did; moves let it be joined, acknowledged, found silent and left.
 * Each stands for itself, so a failing run shrinks by leaving moves out.
 */
export interface Move {
  readonly wait: number
  readonly entropy: number
  readonly act: Act
}

export type Act =
  /** Whatever it is, it has nothing to do with the state. */
  | { readonly _tag: 'Noise'; readonly happening: Happening }
  /** The application publishes. */
  | { readonly _tag: 'Publish'; readonly command: Publish }
  /** A pending handover is acknowledged. */
  | { readonly _tag: 'Acknowledge'; readonly pick: number }
  /** All pending handovers are, one after the other. */
  | { readonly _tag: 'AcknowledgeAll' }
  /** Somebody answers a walk: of a search, of a renewal, or for somebody in the place of a lost member. */
  | { readonly _tag: 'Answer'; readonly pick: number }
  /** Somebody keeps this node because of its last subscription, or of the renewal of it. */
  | { readonly _tag: 'Keep'; readonly pick: number }
  /** The walk comes back: the address was this node's own. */
  | { readonly _tag: 'ComeBack' }
  /** Time goes on to the alarm, and `wait` beyond it. */
  | { readonly _tag: 'Wake' }
  /** Somebody known says it, for the first time. */
  | { readonly _tag: 'Tell'; readonly pick: number; readonly message: Message }
  /** A member of the PartialView leaves, and names another node. */
  | { readonly _tag: 'Depart'; readonly pick: number; readonly successor: number }
  /** Somebody known says it in a newer life. */
  | { readonly _tag: 'Restart'; readonly pick: number; readonly message: Message }
  /** All members answer a heartbeat, and wish the arcs to them eager or lazy. */
  | { readonly _tag: 'Reply'; readonly eager: boolean }
  /** Everybody that this node knows shows what it has, one after the other. */
  | { readonly _tag: 'Show'; readonly message: Digest }
  /** Everybody that this node knows announces the same, one after the other. */
  | { readonly _tag: 'Announce'; readonly message: Announce }
  /** A rumor that was announced comes, from whoever has announced it. */
  | { readonly _tag: 'Serve'; readonly pick: number; readonly message: Rumor }
  /** Some of the fragments come that a message lacks. */
  | { readonly _tag: 'Complete'; readonly pick: number; readonly message: Rumor }
  /** The network gives an event once more. */
  | { readonly _tag: 'Repeat'; readonly pick: number }
  /** What this node waits for cannot be delivered. */
  | { readonly _tag: 'Fail'; readonly pick: number }

const pick = fc.nat(11)

const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: record({ _tag: fc.constant('Noise'), happening }) },
  { weight: 3, arbitrary: record({ _tag: fc.constant('Publish'), command: publish }) },
  { weight: 4, arbitrary: record({ _tag: fc.constant('Acknowledge'), pick }) },
  { weight: 1, arbitrary: fc.constant({ _tag: 'AcknowledgeAll' }) },
  { weight: 2, arbitrary: record({ _tag: fc.constant('Answer'), pick }) },
  { weight: 2, arbitrary: record({ _tag: fc.constant('Keep'), pick }) },
  { weight: 1, arbitrary: fc.constant({ _tag: 'ComeBack' }) },
  { weight: 6, arbitrary: fc.constant({ _tag: 'Wake' }) },
  {
    weight: 7,
    arbitrary: record({ _tag: fc.constant('Tell'), pick, message: fc.oneof(handed, message, heartbeat) }),
  },
  { weight: 1, arbitrary: record({ _tag: fc.constant('Depart'), pick, successor: pick }) },
  { weight: 1, arbitrary: record({ _tag: fc.constant('Restart'), pick, message }) },
  { weight: 2, arbitrary: record({ _tag: fc.constant('Reply'), eager: fc.boolean() }) },
  { weight: 4, arbitrary: record({ _tag: fc.constant('Show'), message: digest }) },
  { weight: 1, arbitrary: record({ _tag: fc.constant('Announce'), message: announce }) },
  { weight: 1, arbitrary: record({ _tag: fc.constant('Serve'), pick, message: rumor }) },
  { weight: 3, arbitrary: record({ _tag: fc.constant('Complete'), pick, message: piece }) },
  { weight: 1, arbitrary: record({ _tag: fc.constant('Repeat'), pick }) },
  { weight: 1, arbitrary: record({ _tag: fc.constant('Fail'), pick }) },
)

export const move: fc.Arbitrary<Move> = record({ wait, entropy, act })

/** What most nodes do first. */
export const joining: fc.Arbitrary<Move> = record({
  wait,
  entropy,
  act: record({
    _tag: fc.constant('Noise'),
    happening: record({ _tag: fc.constant('Commanded'), command: join }),
  }),
})

/** Moves that look at nothing: sequences of events without any sense. */
export const blindMove: fc.Arbitrary<Move> = record({
  wait,
  entropy,
  act: record({ _tag: fc.constant('Noise'), happening }),
})
