import type { TargetName } from './names.ts'
import type { Target } from './target.ts'

/** Each with what it needs, which takes long to load. */
const targets: Readonly<Record<TargetName, () => Promise<Target>>> = {
  envelope: async () => (await import('./target/envelope.ts')).envelopeTarget,
  journal: async () => (await import('./target/journal.ts')).journalTarget,
  sealed: async () => (await import('./target/sealed.ts')).sealedTarget,
  dtls: async () => (await import('./target/dtls.ts')).dtlsTarget,
  session: async () => (await import('./target/session.ts')).makeSessionTarget(),
  planted: async () => (await import('./target/faulty.ts')).planted,
  slow: async () => (await import('./target/faulty.ts')).slow,
  endless: async () => (await import('./target/faulty.ts')).endless,
}

export const loadTarget = (name: TargetName): Promise<Target> => targets[name]()
