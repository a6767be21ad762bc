import type { FileHandle } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import type { Birth, Clock, MakeJournal } from '../../capability.ts'
import type { JournalUnavailable } from '../../journal.ts'
import { codeOf } from '../resolve.ts'
import { type JournalFile, makeJournalFile } from './file.ts'
import { type Header, revision } from './header.ts'
import { type JournalOptions, type JournalSettings, parseJournal } from './options.ts'
import { makeRecorder } from './recorder.ts'
import { beginFile } from './writer.ts'

/** Opens a journal for a node that is about to be born. Nothing is left open where that fails. */
export const openJournal = (
  options: JournalOptions,
  clock: Clock,
): TaskEither.TaskEither<JournalUnavailable, MakeJournal> =>
  pipe(
    TaskEither.fromEither(parseJournal(options)),
    // Where it is, wherever the process goes.
    TaskEither.map((settings) => ({ ...settings, file: resolve(settings.file) })),
    TaskEither.bindTo('settings'),
    TaskEither.bind('first', ({ settings: { file } }) =>
      TaskEither.tryCatch(
        () => beginFile(file),
        (error): JournalUnavailable => ({ _tag: 'JournalUnavailable', file, code: codeOf(error) }),
      ),
    ),
    TaskEither.map(({ settings, first }) => recording(settings, first, clock)),
  )

const recording =
  (settings: JournalSettings, first: FileHandle, clock: Clock): MakeJournal =>
  (birth, announce) => {
    const { file, every } = settings
    const failed = (code: string): void => announce({ _tag: 'JournalUnwritten', file, code })
    const sink = makeJournalFile({ first, settings, clock, failed })
    const recorder = makeRecorder(headerOf(birth, settings, clock), every, sink)
    return {
      saw: orFail(sink, recorder.saw),
      did: orFail(sink, recorder.did),
      rescue: orFail(sink, sink.rescue),
      close: (state) => {
        orFail(sink, recorder.conclude)(state)
        return sink.close()
      },
    }
  }

/** What is too large to be written down, as a checkpoint may be, must not stop the node. */
const orFail =
  <A extends ReadonlyArray<unknown>>(sink: JournalFile, work: (...given: A) => void) =>
  (...given: A): void => {
    try {
      work(...given)
    } catch (error) {
      sink.fail(codeOf(error))
    }
  }

const headerOf = (birth: Birth, { payloads }: JournalSettings, clock: Clock): Header => ({
  ...revision,
  ...{ group: birth.group, self: birth.self, boot: birth.boot, config: birth.config },
  payloads: payloads === 'keep' ? 'kept' : 'omitted',
  wall: Date.now() - clock.now(),
  ...{ events: 0, effects: 0, sent: 0 },
  start: { at: birth.at, entropy: birth.entropy, memory: birth.memory },
})
