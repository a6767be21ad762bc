import type { Merged } from '../../merge/merge.ts'
import type { Selected, Selection } from './selection.ts'
import { count } from './wording.ts'

/** Says how much was lost of what is selected, and of all where that is not the same question. */
export const renderHeading = (merged: Merged, { lost }: Selected, selection: Selection): string => {
  const when = whenOf(selection)
  const all = isPart(selection) ? `; ${merged.lost.length.toLocaleString('en')} in all` : ''
  return lost.length === 0
    ? `no message was lost${when}, as far as is recorded${all}`
    : `${count(lost.length, 'message')} lost${when}${all}:`
}

/** Whether not everything is asked for. */
export const isPart = ({ from, to }: Selection): boolean => from > 0 || to < Number.POSITIVE_INFINITY

const whenOf = ({ from, to }: Selection): string => {
  if (to < Number.POSITIVE_INFINITY) return from > 0 ? ` between ${from} and ${to} s` : ` up to ${to} s`
  return from > 0 ? ` from ${from} s on` : ''
}
