import { secondsOf } from '../../explain/clock.ts'
import type { Account, Fact } from '../../explain/fact.ts'

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
  let life: number | null = null
  let before: Fact | undefined
  return repetitionsOf(facts).flatMap(([fact, again]) => {
    // What ends with a former life, ends where the newer one shows itself.
    const isEnding = fact.n === before?.n && (fact.boot ?? 0) < (life ?? 0)
    const isOther = lives.size > 1 && fact.boot !== null && fact.boot !== life && !isEnding
    life = isEnding ? life : (fact.boot ?? life)
    const row = rowOf(account, fact, again, before)
    before = again.at(-1) ?? fact
    return isOther ? [`${' '.repeat(INDENT)}boot ${fact.boot} of ${account.other}:`, ...row] : row
  })
}

/** Each fact with those that follow it at once and say the same, as heartbeats in a row that were not answered do. */
const repetitionsOf = (facts: ReadonlyArray<Fact>): ReadonlyArray<readonly [Fact, ReadonlyArray<Fact>]> => {
  const groups: Array<readonly [Fact, Fact[]]> = []
  for (const fact of facts) {
    const group = groups.at(-1)
    if (group !== undefined && isSame(group[0], fact)) group[1].push(fact)
    else groups.push([fact, []])
  }
  return groups
}

const isSame = (a: Fact, b: Fact): boolean =>
  a.says === b.says && a.boot === b.boot && a.because.length === 0 && b.because.length === 0

const rowOf = (
  { clock }: Account,
  fact: Fact,
  again: ReadonlyArray<Fact>,
  before: Fact | undefined,
): ReadonlyArray<string> => {
  const secondsAt = ({ at }: Fact): string => secondsOf(clock, at) ?? 'before'
  const head = `${`#${fact.n}`.padStart(NUMBER)}${secondsAt(fact).padStart(SECONDS)}  `
  const repeated = again.map((each) => `#${each.n} (${secondsAt(each)})`).join(', ')
  const ending = again.length === 0 ? becauseOf(fact, before) : `, and again at ${repeated}`
  const [first = '', ...rest] = wrapped(`${fact.says}${ruleOf(fact)}${sinceOf(fact)}${ending}`, INDENT)
  return [`${head}${first.trimStart()}`, ...rest]
}

const ruleOf = ({ rule }: Fact): string => (rule === null ? '' : ` [${rule.section}]`)

const sinceOf = ({ since }: Fact): string => (since === null ? '' : `, there since #${since}`)

const becauseOf = ({ because }: Fact, before: Fact | undefined): string => {
  if (because.length === 0) return ''
  // What leads to a long list often leads to two facts at once.
  const isSame = because.length > 3 && before?.because.join() === because.join()
  return isSame ? ', because of the same' : `, because of ${because.map((n) => `#${n}`).join(', ')}`
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
