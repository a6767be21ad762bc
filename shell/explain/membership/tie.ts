import type { Because, Peer, State, View } from '../../../core/index.ts'
import type { Linked } from '../finding.ts'

/** Somebody whom a finding is about, in the life that it tells; an address has none. */
export interface Party {
  readonly id: string
  readonly boot: number | null
}

/** A finding about the ties between this node and others. */
export interface Tie extends Linked<Tie> {
  readonly about: ReadonlyArray<Party>
  /** To whose history it belongs. */
  readonly views: ReadonlyArray<View>
  /**
   * An arc that came or went; a question, which is a heartbeat; the last that was heard of somebody; or what nodes
   * say and do.
   */
  readonly kind: 'arc' | 'question' | 'heard' | 'word'
  /** Why an arc came or went; null for what was there before the journal begins, and for all else. */
  readonly cause: Because | null
  /** After what this shows what is there, without having shown how it came; null for what did come. */
  readonly opening: Opening | null
}

/** The journal begins, or goes on after a part that is missing. */
export type Opening = 'beginning' | 'gap'

export const partyOf = ({ id, boot }: Party): Party => ({ id, boot })

export const isAbout = ({ about }: Tie, id: string): boolean => about.some((party) => party.id === id)

export const VIEWS: ReadonlyArray<View> = ['PartialView', 'InView']

export const membersOf = ({ partialView, inView }: State, view: View): ReadonlyArray<Peer> =>
  view === 'PartialView' ? partialView : inView
