import type { TargetName } from './names.ts'
import { dtlsTarget } from './target/dtls.ts'
import { envelopeTarget } from './target/envelope.ts'
import { endless, planted, slow } from './target/faulty.ts'
import { journalTarget } from './target/journal.ts'
import { sealedTarget } from './target/sealed.ts'
import type { Target } from './target.ts'

export const targets: Readonly<Record<TargetName, Target>> = {
  envelope: envelopeTarget,
  journal: journalTarget,
  sealed: sealedTarget,
  dtls: dtlsTarget,
  planted,
  slow,
  endless,
}
