import * as Either from 'fp-ts/lib/Either.js'
import type { JournalUnavailable } from '../../journal.ts'

/**
 * When what is written is made to survive a loss of power: never (the system decides), once a second, or with every
 * flush, ten times a second. A crash of the process alone costs a tenth of a second at most.
 */
export type SyncPolicy = 'never' | 'second' | 'flush'

/** How a node is recorded. */
export interface JournalOptions {
  /** For one node alone. What a former life left there is moved aside first, as at each rotation. */
  readonly file: string
  /** `omit` writes zeros instead of payloads, as many as they have bytes. By default `keep`. */
  readonly payloads?: 'keep' | 'omit'
  /** Bytes of events after which a file is closed, gzipped as FILE.000001.gz and so on, and another begun. By default 64 MiB. */
  readonly rotation?: number
  /** How many closed files are kept; the oldest go. By default 16. */
  readonly keep?: number
  /** Events from one fingerprint to the next. By default 64. */
  readonly every?: number
  readonly sync?: SyncPolicy
}

export type JournalSettings = Required<JournalOptions>

const KIBI = 1_024

const LIMITS = {
  rotation: [64 * KIBI, 256 * KIBI * KIBI],
  keep: [0, 1_000_000],
  every: [1, 1_000_000],
} as const

const defaults: Omit<JournalSettings, 'file'> = {
  payloads: 'keep',
  rotation: 64 * KIBI * KIBI,
  keep: 16,
  every: 64,
  sync: 'second',
}

const invalid = (option: string, problem: string): Either.Either<JournalUnavailable, never> =>
  Either.left({ _tag: 'JournalInvalid', option, problem })

/** Options with their defaults, or which one can't be. */
export const parseJournal = (options: JournalOptions): Either.Either<JournalUnavailable, JournalSettings> => {
  const unknown = Object.keys(options).find((name) => name !== 'file' && !Object.hasOwn(defaults, name))
  if (unknown !== undefined)
    return invalid(unknown, `is no option; there are file, ${Object.keys(defaults).join(', ')}`)
  const given = Object.entries(options).filter(([, value]) => value !== undefined)
  // What was given, of the names that were just looked at; its values are looked at below.
  const settings = { ...defaults, ...Object.fromEntries(given) } as JournalSettings
  if (typeof settings.file !== 'string' || settings.file === '')
    return invalid('file', 'must be the path of a file')
  if (settings.file.endsWith('.gz'))
    return invalid('file', 'must not end with .gz: that is what closed files are')
  if (!['keep', 'omit'].includes(settings.payloads)) return invalid('payloads', 'must be keep or omit')
  if (!['never', 'second', 'flush'].includes(settings.sync))
    return invalid('sync', 'must be never, second or flush')
  for (const option of ['rotation', 'keep', 'every'] as const) {
    const [min, max] = LIMITS[option]
    const value = settings[option]
    if (!Number.isSafeInteger(value) || value < min || value > max)
      return invalid(option, `must be a whole number from ${min} to ${max}`)
  }
  return Either.right(settings)
}
