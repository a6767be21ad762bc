import type { Outcome } from '../reliability/case.ts'
import type { Chosen, Shown } from '../suite.ts'

/** One promise of DTLS, too long for a test, or about programs of others. */
export interface DtlsCase extends Shown {
  readonly run: (chosen: Chosen) => Promise<Outcome>
}
