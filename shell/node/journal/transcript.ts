import { type Event, type State, step } from '../../../core/index.ts'
import type { Header } from './header.ts'
import { makeRecorder } from './recorder.ts'

/** The journal, as one file, of a node that begins with this header in this state and sees these events. */
export const transcribe = (header: Header, start: State, events: Iterable<Event>, every = 1): string => {
  const lines: string[] = []
  const append = (line: string): void => void lines.push(line)
  const recorder = makeRecorder(header, every, { write: append, isFull: () => false, turn: append })
  let state = start
  for (const event of events) {
    recorder.saw(event)
    const [next, effects] = step(state, event)
    state = next
    recorder.did(state, effects)
  }
  recorder.conclude(state)
  return lines.join('')
}
