import type { Outcome } from '../reliability/case.ts'
import type { Chosen, Shown } from '../suite.ts'

/** One promise of journals, shown on real processes. */
export interface JournalCase extends Shown {
  /** In short, it takes some seconds. `folder` is empty, and gone afterwards. */
  readonly run: (options: CaseOptions) => Promise<Outcome>
}

export interface CaseOptions extends Chosen {
  readonly folder: string
}
