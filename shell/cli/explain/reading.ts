import * as Either from 'fp-ts/lib/Either.js'
import type { State } from '../../../core/index.ts'
import type { Account } from '../../explain/fact.ts'
import { begun, type Progress } from '../../explain/inquiry.ts'
import { aboutArc, aboutNode } from '../../explain/membership/account.ts'
import { aboutRumor } from '../../explain/rumor/account.ts'
import type { Header } from '../../node/journal/header.ts'
import type { Witness } from '../../node/journal/replay.ts'
import { type Position, sequelOf } from '../../node/journal/sequel.ts'
import { nameOf, type Subject } from './subject.ts'

/** Why a question has no answer. */
export interface Unanswered {
  /** Files that don't belong together, and not just nothing to be found. */
  readonly isMisuse: boolean
  readonly why: string
}

/** Watches a replay, and answers when it is over. */
export interface Reading {
  readonly witness: Witness
  /** What whoever asks should know of the files. */
  readonly warnings: () => ReadonlyArray<string>
  readonly answer: () => Either.Either<Unanswered, Account>
}

type Started = Either.Either<Unanswered, Progress>

export const makeReading = (subject: Subject): Reading => {
  let position: Position | null = null
  let started: Started = Either.left({
    isMisuse: false,
    why: `these journals say nothing about ${nameOf(subject)}`,
  })
  const warnings: string[] = []
  return {
    witness: {
      opened: (header, state) => {
        const { self, boot, events: n } = header
        const warning = warningOf(position, header)
        if (warning !== null) warnings.push(warning)
        started = followed(started, position, subject, header, state)
        position = { self, boot, n }
      },
      stepped: (step) => {
        if (Either.isRight(started)) started = Either.right(started.right.observe(step))
        if (position !== null) position = { ...position, n: step.n }
      },
    },
    warnings: () => warnings,
    answer: () => {
      if (Either.isLeft(started)) return started
      const account = started.right.account()
      return account === null
        ? Either.left({ isMisuse: false, why: silent(subject, position?.self) })
        : Either.right(account)
    },
  }
}

/** What it means that the journals say nothing. */
const silent = (subject: Subject, self: string | undefined): string => {
  const name = nameOf(subject)
  if (subject._tag !== 'Rumor') return `these journals say nothing about ${name}`
  return subject.rumor.origin === self
    ? `${self} has not published ${name}, as far as these journals go`
    : `neither ${name} nor word of it has come to ${self}, as far as these journals go`
}

/** What a new file makes of what was read before it. */
const followed = (
  started: Started,
  position: Position | null,
  subject: Subject,
  header: Header,
  state: State,
): Started => {
  if (Either.isLeft(started) && started.left.isMisuse) return started
  switch (sequelOf(position, header)) {
    case 'anotherNode':
      return misuse(
        `the files are of different nodes, ${position?.self} and ${header.self}: give those of one node`,
      )
    case 'afterGap':
      return Either.isRight(started) ? Either.right(started.right.resume(header, state)) : started
    case 'continued':
      return started
    default:
      return start(subject, header, state)
  }
}

const misuse = (why: string): Started => Either.left({ isMisuse: true, why })

const warningOf = (position: Position | null, header: Header): string | null => {
  switch (sequelOf(position, header)) {
    case 'anotherLife':
      return `only boot ${header.boot}, the last life in these files, is explained: give those of boot ${position?.boot} alone`
    case 'afterGap':
      return `events ${(position?.n ?? 0) + 1} to ${header.events} are in none of the files: what happened then is unknown`
    default:
      return null
  }
}

const start = (subject: Subject, header: Header, state: State): Started => {
  const { self } = header
  const refused = (why: string): Started => Either.left({ isMisuse: false, why })
  if (subject._tag === 'Rumor') return Either.right(begun(aboutRumor(subject.rumor), header, state))
  if (subject._tag === 'Node')
    return subject.id === self
      ? refused(`${self} is the node of these journals itself: ask about another one`)
      : Either.right(begun(aboutNode(subject.id), header, state))
  const { from, to } = subject.arc
  if (from !== self && to !== self)
    return refused(`these are the journals of ${self}, which must be one end of the arc`)
  const [other, view] = from === self ? ([to, 'PartialView'] as const) : ([from, 'InView'] as const)
  return Either.right(begun(aboutArc(nameOf(subject), other, view), header, state))
}
