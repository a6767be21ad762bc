import type { View } from '../../../core/index.ts'
import { type Clock, placed } from '../clock.ts'
import { numbersOf } from '../finding.ts'
import { last } from '../trail.ts'
import { arcKey, goneKey, stillKey } from './key.ts'
import type { Story } from './story.ts'
import { membersOf, type Opening, type Tie } from './tie.ts'

/** How things stand with one view at the end of the journal, and why. */
export const standing = ({ id, clock, trail, state }: Story, view: View): string => {
  const isHeld = membersOf(state, view).some((peer) => peer.id === id)
  const [made] = last(trail, arcKey(view, id))
  const [still] = last(trail, stillKey(view, id))
  if (isHeld) return `In the ${view} ${made === undefined ? '' : since(made, still, clock)}.`
  const [gone] = last(trail, goneKey(view, id))
  if (gone === undefined) return `Never in the ${view}, as far as this journal goes.`
  return `Gone from the ${view} at ${placed(clock, gone)}: ${why(gone, clock)}.`
}

const since = (made: Tie, still: Tie | undefined, clock: Clock): string => {
  const after = still === undefined ? '' : `, and still at ${placed(clock, still)} after a gap`
  return made.opening === null
    ? `since ${placed(clock, made)}${after}: ${made.rule?.says}`
    : `${made.says.replace(/^.* since/, 'since')}${after}`
}

const why = (gone: Tie, clock: Clock): string => {
  if (gone.cause === null) return 'in a part of the journal that is missing'
  if (gone.cause !== 'silent') return gone.rule?.says ?? ''
  const questions = gone.because.filter(({ kind }) => kind === 'question')
  const heard = gone.because.find(({ kind }) => kind === 'heard')
  const made = gone.because.find(({ kind }) => kind === 'arc')
  const silent =
    questions.length === 0 ? 'it was not heard for the limit' : `${unanswered(numbersOf(questions))}`
  if (heard !== undefined) return `${silent}; last heard at ${placed(clock, heard)}`
  if (made === undefined) return silent
  return made.opening === null
    ? `${silent}; never heard since it was held, at ${placed(clock, made)}`
    : `${silent}, as far as these files go; not heard since ${placed(clock, made)}, where ${openings[made.opening]}`
}

const openings: Readonly<Record<Opening, string>> = {
  beginning: 'this journal begins: what was before is not known',
  gap: 'the journal goes on after a gap: what was within is not known',
}

/** The row of the heartbeats has them all. */
const unanswered = (numbers: ReadonlyArray<number>): string =>
  numbers.length > 3
    ? `it answered none of ${numbers.length} heartbeats, #${numbers[0]} to #${numbers.at(-1)}`
    : `it did not answer the ${numbers.length === 1 ? 'heartbeat' : 'heartbeats'} of ${numbers.map((n) => `#${n}`).join(', ')}`
