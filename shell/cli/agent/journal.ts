import { type Command, Option } from 'commander'
import type { JournalOptions } from '../../node/journal/options.ts'
import { whole } from '../option.ts'

/** What the command line says about recording. */
export interface JournalFlags {
  readonly journal?: string
  readonly journalPayloads: 'keep' | 'omit'
  readonly journalRotation: number
  readonly journalKeep: number
  readonly journalEvery: number
  readonly journalSync: 'never' | 'second' | 'flush'
}

const MEBI = 1_048_576

export const addJournalOptions = (command: Command): Command =>
  command
    .option('--journal <file>', 'records all that the node sees, for gossip replay; give each node its own')
    .addOption(
      new Option('--journal-payloads <how>', 'omit writes zeros instead of payloads')
        .choices(['keep', 'omit'])
        .default('keep'),
    )
    .option(
      '--journal-rotation <MiB>',
      'after so much a file is closed, gzipped as FILE.000001.gz and so on, and another begun',
      whole(1, 256),
      64,
    )
    .option('--journal-keep <n>', 'how many closed files are kept; the oldest go', whole(0, 1_000_000), 16)
    .option('--journal-every <n>', 'events from one fingerprint to the next', whole(1, 1_000_000), 64)
    .addOption(
      new Option('--journal-sync <when>', 'when the journal is made to survive a loss of power')
        .choices(['never', 'second', 'flush'])
        .default('second'),
    )

/** What is wrong with how the options go together; null where nothing is. */
export const faultOfJournal = (command: Command): string | null => {
  const given = Object.keys(command.opts()).filter((name) => command.getOptionValueSource(name) === 'cli')
  const isLost = !given.includes('journal') && given.some((name) => name.startsWith('journal'))
  return isLost ? 'how a journal is written says nothing without --journal FILE' : null
}

/** Null where nothing is to be recorded. */
export const journalOf = (flags: JournalFlags): JournalOptions | null =>
  flags.journal === undefined
    ? null
    : {
        file: flags.journal,
        payloads: flags.journalPayloads,
        rotation: flags.journalRotation * MEBI,
        keep: flags.journalKeep,
        every: flags.journalEvery,
        sync: flags.journalSync,
      }
