import type { View } from '../../../core/index.ts'
import { type Clock, placed } from '../clock.ts'
import { numbersOf } from '../finding.ts'
import { last } from '../trail.ts'
import { arcKey, goneKey } from './key.ts'
import type { Story } from './story.ts'
import { membersOf, type Tie } from './tie.ts'

/** How things stand with one view at the end of the journal, and why. */
export const standing = ({ id, clock, trail, state }: Story, view: View): string => {
  const isHeld = membersOf(state, view).some((peer) => peer.id === id)
  const [made] = last(trail, arcKey(view, id))
  if (isHeld) return `In the ${view} ${made === undefined ? '' : since(made, clock)}.`
  const [gone] = last(trail, goneKey(view, id))
  if (gone === undefined) return `Never in the ${view}, as far as this journal goes.`
  return `Gone from the ${view} at ${placed(clock, gone)}: ${why(gone, clock)}.`
}

const since = (made: Tie, clock: Clock): string =>
  made.cause === null
    ? made.says.replace(/^.* since/, 'since')
    : `since ${placed(clock, made)}: ${made.rule?.says}`

const why = (gone: Tie, clock: Clock): string => {
  if (gone.cause === null) return 'in a part of the journal that is missing'
  if (gone.cause !== 'silent') return gone.rule?.says ?? ''
  const questions = gone.because.filter(({ kind }) => kind === 'question')
  const heard = gone.because.find(({ kind }) => kind === 'heard')
  const made = gone.because.find(({ kind }) => kind === 'arc')
  const silent =
    questions.length === 0
      ? 'it was not heard for the limit'
      : `it answered none of the heartbeats of ${listOf(numbersOf(questions))}`
  if (heard !== undefined) return `${silent}; last heard at ${placed(clock, heard)}`
  return made === undefined ? silent : `${silent}; never heard since it was held, at ${placed(clock, made)}`
}

const listOf = (numbers: ReadonlyArray<number>): string => numbers.map((n) => `#${n}`).join(', ')
