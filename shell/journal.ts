/* What can go wrong with the journal, the file that records what a node sees. */

import { obstacles } from './obstacle.ts'

/** What a user has to mend before the node opens. Nothing was changed. */
export type JournalUnavailable =
  | { readonly _tag: 'JournalUnavailable'; readonly file: string; readonly code: string }
  | { readonly _tag: 'JournalInvalid'; readonly option: string; readonly problem: string }

/** The journal could not be written, and has a gap. The node goes on, and begins another file when it can. */
export interface JournalUnwritten {
  readonly _tag: 'JournalUnwritten'
  readonly file: string
  /** As the operating system calls it; `ENOBUFS` where more waited to be written than may. */
  readonly code: string
}

/** A sentence for a person: what is wrong, what to do about it, and what the node does meanwhile. */
export const explainJournal = (trouble: JournalUnavailable | JournalUnwritten): string => {
  switch (trouble._tag) {
    case 'JournalInvalid':
      return `invalid journal: ${trouble.option} ${trouble.problem}`
    case 'JournalUnavailable':
      return `the journal ${JSON.stringify(trouble.file)} can't be used: ${obstacles[trouble.code] ?? trouble.code}`
    case 'JournalUnwritten':
      return `the journal ${JSON.stringify(trouble.file)} could not be written (${trouble.code}), so what happens now is not recorded; the node goes on, and tries to begin another file after 5 s, then less and less often`
  }
}
