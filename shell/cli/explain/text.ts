import { secondsOf } from '../../explain/clock.ts'
import type { Account, Fact, Fragments } from '../../explain/fact.ts'
import { fragmentsOf, type Group, groupsOf, listed, type Places, placesOf } from './group.ts'

const WIDTH = 108
const NUMBER = 9
const SECONDS = 12
const INDENT = NUMBER + SECONDS + 2

/** An account for a person: how things stand, then what happened, a line an event where it fits. */
export const renderText = (account: Account): string => {
  const { subject, self, boot, clock, verdict, facts } = account
  const start = clock.wall + (clock.startedAt ?? 0)
  return [
    ...wrapped(`${subject}, by the journal of ${self} (boot ${boot})`, 0),
    `0 s is ${new Date(start).toISOString()}`,
    '',
    ...verdict.flatMap((sentence) => wrapped(sentence, 0)),
    '',
    `${'event'.padStart(NUMBER)}${'seconds'.padStart(SECONDS)}  what happened [rule of core/PROTOCOL.md]`,
    ...rowsOf(account, facts),
  ].join('\n')
}

const rowsOf = (account: Account, facts: ReadonlyArray<Fact>): ReadonlyArray<string> => {
  const lives = new Set(facts.flatMap(({ boot }) => (boot === null ? [] : [boot])))
  const groups = groupsOf(facts)
  const places = placesOf(groups)
  let life: number | null = null
  let before: Fact | undefined
  return groups.flatMap((group) => {
    const { first, again } = group
    // What ends with a former life, ends where the newer one shows itself.
    const isEnding = first.n === before?.n && (first.boot ?? 0) < (life ?? 0)
    const isOther = lives.size > 1 && first.boot !== null && first.boot !== life && !isEnding
    life = isEnding ? life : (first.boot ?? life)
    const row = rowOf(account, group, places, before)
    before = again.at(-1) ?? first
    return isOther ? [`${' '.repeat(INDENT)}boot ${first.boot} of ${account.other}:`, ...row] : row
  })
}

const rowOf = (
  { clock }: Account,
  group: Group,
  places: Places,
  before: Fact | undefined,
): ReadonlyArray<string> => {
  const { first, again } = group
  const secondsAt = ({ at }: Fact): string => secondsOf(clock, at) ?? 'before'
  const head = `${`#${first.n}`.padStart(NUMBER)}${secondsAt(first).padStart(SECONDS)}  `
  const at = (fact: Fact): string => `#${fact.n} (${secondsAt(fact)})`
  const last = again.at(-1)
  const repeated =
    last === undefined
      ? ''
      : first.fragments === null
        ? `, and again at ${again.map(at).join(', ')}`
        : `, the last at ${at(last)}`
  const because = becauseOf(group, places, before)
  const says = `${first.says}${whichOf(fragmentsOf(group))}${ruleOf(first)}${sinceOf(first)}`
  const [start = '', ...rest] = wrapped(`${says}${repeated}${because}`, INDENT)
  return [`${head}${start.trimStart()}`, ...rest]
}

const ruleOf = ({ rule }: Fact): string => (rule === null ? '' : ` [${rule.section}]`)

const whichOf = (fragments: Fragments | null): string => {
  if (fragments === null) return ''
  const { numbers, of } = fragments
  return ` (${numbers.length === 1 ? 'fragment' : 'fragments'} ${rangesOf(numbers)} of ${of})`
}

/** 1, 2, 3 and 5 as 1–3, 5. */
const rangesOf = (numbers: ReadonlyArray<number>): string => {
  const ranges: Array<[number, number]> = []
  for (const part of numbers) {
    const range = ranges.at(-1)
    if (range !== undefined && part <= range[1] + 1) range[1] = part
    else ranges.push([part, part])
  }
  return ranges.map(([low, high]) => (low === high ? String(low) : `${low}–${high}`)).join(', ')
}

const sinceOf = ({ since }: Fact): string => (since === null ? '' : `, there since #${since}`)

const becauseOf = ({ first, again }: Group, places: Places, before: Fact | undefined): string => {
  const because = [...new Set([first, ...again].flatMap((fact) => fact.because))].sort((a, b) => a - b)
  if (because.length === 0) return ''
  // What leads to a long list often leads to two facts at once.
  const isSame = because.length > 3 && before?.because.join() === because.join()
  return isSame ? ', because of the same' : `, because of ${listed(because, places)}`
}

/** The words of a text in lines that fit, each indented. A word that is longer stands alone. */
const wrapped = (text: string, indent: number): ReadonlyArray<string> => {
  const lines: string[] = []
  let line = ''
  // A time stays with its event.
  for (const word of text.split(/ (?!\()/)) {
    if (line !== '' && indent + line.length + 1 + word.length > WIDTH) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => `${' '.repeat(indent)}${each}`)
}
