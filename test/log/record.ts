import { init, step } from '../../core/index.ts'
import { makeRecorder, type RecorderOptions, type Sink } from '../../shell/node/journal/recorder.ts'
import type { Run } from '../arbitrary/run.ts'

export interface Recording {
  /** What is in each file, in order. */
  readonly files: ReadonlyArray<string>
}

/** A journal of a run, as its node would have written it. Files end after so many lines. */
export const record = (
  { start, events }: Run,
  {
    payloads = 'kept',
    every = 5,
    lines = Number.POSITIVE_INFINITY,
  }: Partial<RecorderOptions> & { readonly lines?: number } = {},
): Recording => {
  const files: string[][] = []
  const sink: Sink = {
    write: (line) => void files.at(-1)?.push(line),
    isFull: () => (files.at(-1)?.length ?? 0) >= lines,
    turn: (header) => void files.push([header]),
  }
  const { config, self, now: at } = start
  const birth = { at, entropy: ENTROPY, memory: null }
  const options = {
    version: '0',
    group: 'gossip',
    self: self.id,
    boot: self.boot,
    config,
    payloads,
    every,
    start: birth,
  }
  const recorder = makeRecorder(options, sink)
  let [state] = init({ config, self: self.id, boot: self.boot, at, entropy: ENTROPY })
  for (const event of events) {
    recorder.saw(event)
    const [next, effects] = step(state, event)
    state = next
    recorder.did(state, effects)
  }
  recorder.conclude(state)
  return { files: files.map((file) => file.join('')) }
}

const ENTROPY = 1
