import type { State } from '../../core/index.ts'
import type { Header } from '../node/journal/header.ts'
import type { Step } from '../node/journal/replay.ts'
import type { Account } from './fact.ts'

/** How a question is answered: a fold over the steps of one life of a node. */
export interface Inquiry<S> {
  /** The journal begins, with this state. */
  readonly begin: (header: Header, state: State) => S
  /** It goes on in this state after a part that is missing. */
  readonly resume: (story: S, header: Header, state: State) => S
  readonly observe: (story: S, step: Step) => S
  /** Null where the journal says nothing about it. */
  readonly account: (story: S) => Account | null
}

/** An inquiry under way, whatever it keeps of what it has read. */
export interface Progress {
  readonly resume: (header: Header, state: State) => Progress
  readonly observe: (step: Step) => Progress
  readonly account: () => Account | null
}

/** An inquiry that has begun, with this header and state. */
export const begun = <S>(inquiry: Inquiry<S>, header: Header, state: State): Progress =>
  progressOf(inquiry, inquiry.begin(header, state))

const progressOf = <S>(inquiry: Inquiry<S>, story: S): Progress => ({
  resume: (header, state) => progressOf(inquiry, inquiry.resume(story, header, state)),
  observe: (step) => progressOf(inquiry, inquiry.observe(story, step)),
  account: () => inquiry.account(story),
})
