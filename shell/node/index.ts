import { type Node, toNode, unwrap } from '../face.ts'
import { type OpenOptions, openMember } from './open.ts'

export * from '../public.ts'
export type { CarrierOptions } from './carrier.ts'
export type { CertificateOptions, DtlsOptions, PskOptions } from './dtls/options.ts'
export type { Header } from './journal/header.ts'
export type { JournalUnreadable } from './journal/items.ts'
export type { JournalOptions, SyncPolicy } from './journal/options.ts'
export { type Played, type PlayOptions, playFiles } from './journal/play.ts'
export { nobody, type Replay, type Step, type Witness } from './journal/replay.ts'
export { type RecordedRun, readRun } from './journal/run.ts'
export { generateKey, type Keys, keysOf, openKeys } from './keys.ts'
export { type OpenOptions, openMember } from './open.ts'
export { type KeyEntry, type Keyring, keyringOf, openKeyring } from './sealed/keyring.ts'

/** Opens a node on a UDP socket. Resolves when it is bound; joining goes on in the background, see `joined`. */
export const open = async (options: OpenOptions): Promise<Node> => toNode(await unwrap(openMember(options)))
