import { checkpointOf, fingerprintOf, init, step } from '../../core/index.ts'
import { type Header, revision } from '../../shell/node/journal/header.ts'
import { makeRecorder, type Sink } from '../../shell/node/journal/recorder.ts'
import type { Run } from '../arbitrary/run.ts'

export interface Recording {
  /** What is in each file, in order. */
  readonly files: ReadonlyArray<string>
}

export interface RecordOptions {
  readonly payloads?: Header['payloads']
  readonly every?: number
  /** Files end after so many lines. */
  readonly lines?: number
}

const ENTROPY = 1

/** The header of a run's journal. */
export const headerOf = ({ start: { config, self, now: at } }: Run): Header => ({
  ...revision,
  group: 'gossip',
  self: self.id,
  boot: self.boot,
  config,
  payloads: 'kept',
  wall: 1_700_000_000_000,
  ...{ events: 0, effects: 0, sent: 0 },
  start: { at, entropy: ENTROPY, memory: null },
})

/** The header of a journal that begins with the state in which a run begins, whatever that is. */
export const resumedHeaderOf = (one: Run): Header => ({
  ...headerOf(one),
  start: { state: checkpointOf(one.start), fingerprint: fingerprintOf(one.start) },
})

/** A journal of a run, as its node would have written it. */
export const record = (
  one: Run,
  { payloads = 'kept', every = 5, lines = Number.POSITIVE_INFINITY }: RecordOptions = {},
): Recording => {
  const files: string[][] = []
  const sink: Sink = {
    write: (line) => void files.at(-1)?.push(line),
    isFull: () => (files.at(-1)?.length ?? 0) >= lines,
    turn: (header) => void files.push([header]),
  }
  const recorder = makeRecorder({ ...headerOf(one), payloads }, every, sink)
  const { config, self, now: at } = one.start
  let [state] = init({ config, self: self.id, boot: self.boot, at, entropy: ENTROPY })
  for (const event of one.events) {
    recorder.saw(event)
    const [next, effects] = step(state, event)
    state = next
    recorder.did(state, effects)
  }
  recorder.conclude(state)
  return { files: files.map((file) => file.join('')) }
}
