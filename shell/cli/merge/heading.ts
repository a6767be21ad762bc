import type { Merged } from '../../merge/merge.ts'
import { count } from '../wording.ts'
import { cut } from './column.ts'
import type { Selected, Selection } from './selection.ts'

/** Says how much was lost of what is selected, and of all where that is not the same question. */
export const renderHeading = (merged: Merged, { lost }: Selected, selection: Selection): string => {
  const [whose, when] = [whoseOf(selection), whenOf(selection)]
  const all = isPart(selection) ? `; ${merged.lost.length.toLocaleString('en')} in all` : ''
  return lost.length === 0
    ? `no message${whose} was lost${when}, as far as is recorded${all}`
    : `${count(lost.length, 'message')}${whose} lost${when}${all}:`
}

/** Whether not everything is asked for. */
export const isPart = ({ node, from, to }: Selection): boolean =>
  node.length > 0 || from > 0 || to < Number.POSITIVE_INFINITY

const ID_COLUMNS = 48

const whoseOf = ({ node }: Selection): string => {
  const [one, ...others] = new Set(node)
  if (one === undefined) return ''
  return ` from or to ${others.length === 0 ? cut(one, ID_COLUMNS) : `one of ${others.length + 1} nodes`}`
}

const whenOf = ({ from, to }: Selection): string => {
  if (to < Number.POSITIVE_INFINITY) return from > 0 ? ` between ${from} and ${to} s` : ` up to ${to} s`
  return from > 0 ? ` from ${from} s on` : ''
}
