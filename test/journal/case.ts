import type { Outcome } from '../reliability/case.ts'

/** One promise of journals, shown on real processes. */
export interface JournalCase {
  readonly name: string
  readonly promise: string
  /** In short, it takes some seconds. `folder` is empty, and gone afterwards. */
  readonly run: (options: CaseOptions) => Promise<Outcome>
}

export interface CaseOptions {
  readonly seed: number
  readonly isShort: boolean
  readonly folder: string
}
