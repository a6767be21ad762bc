import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { explain } from '../../error.ts'
import { misused, type Refusal } from '../shrink/refusal.ts'
import { type Authority, readAuthority } from './authority.ts'
import { nodeExtensions } from './extension.ts'
import { areNew, makeFolder, orRemove, type Pair, writePair } from './file.ts'
import { sign } from './signature.ts'
import { type Subject, subjectOf } from './subject.ts'
import { periodOf } from './validity.ts'

/** A certificate that was made, with its key. */
export interface Issued extends Pair {
  readonly id: string
  /** The subject alternative name. */
  readonly name: string
  readonly until: Date
}

export interface IssueOptions {
  readonly dir: string
  readonly out: string
  readonly days: number
}

/** Makes a key and a certificate for each id, or none at all. */
export const issueAll = (
  ids: ReadonlyArray<string>,
  { dir, out, days }: IssueOptions,
): TaskEither.TaskEither<Refusal, ReadonlyArray<Issued>> => {
  const now = new Date()
  return pipe(
    TaskEither.fromEither(subjectsOf(ids)),
    TaskEither.map((subjects) => subjects.map((subject) => ({ subject, pair: pairOf(subject, out) }))),
    TaskEither.bindTo('orders'),
    TaskEither.bind('authority', () => readAuthority(dir, now)),
    TaskEither.chainFirst(() => makeFolder(out)),
    TaskEither.chainFirst(({ orders }) => areNew(orders.flatMap(({ pair }) => filesOf(pair)))),
    TaskEither.chain(({ orders, authority }) => issueEach(orders, authority, { from: now, days })),
  )
}

const subjectsOf = (ids: ReadonlyArray<string>): Either.Either<Refusal, ReadonlyArray<Subject>> =>
  pipe(
    ids,
    Either.traverseArray(subjectOf),
    Either.mapLeft((invalid) => misused(explain(invalid))),
    Either.chain((subjects) => {
      const twice = subjects.find(({ id }, at) => subjects.findIndex((other) => other.id === id) < at)
      return twice === undefined ? Either.right(subjects) : Either.left(misused(`${twice.id} is given twice`))
    }),
  )

interface Order {
  readonly subject: Subject
  readonly pair: Pair
}

const pairOf = ({ file }: Subject, out: string): Pair => ({
  key: join(out, `${file}.key`),
  certificate: join(out, `${file}.crt`),
})

const filesOf = ({ key, certificate }: Pair): ReadonlyArray<string> => [key, certificate]

interface Term {
  readonly from: Date
  readonly days: number
}

const issueEach = (
  [order, ...rest]: ReadonlyArray<Order>,
  authority: Authority,
  term: Term,
): TaskEither.TaskEither<Refusal, ReadonlyArray<Issued>> =>
  order === undefined
    ? TaskEither.right([])
    : pipe(
        issue(order, authority, term),
        TaskEither.chain((issued) =>
          pipe(
            issueEach(rest, authority, term),
            TaskEither.map((others) => [issued, ...others]),
            orRemove(filesOf(order.pair)),
          ),
        ),
      )

/** No certificate holds for longer than that of its authority, without which nobody believes it. */
const issue = (
  { subject: { id, name }, pair }: Order,
  authority: Authority,
  { from: now, days }: Term,
): TaskEither.TaskEither<Refusal, Issued> => {
  const period = periodOf(now, days)
  const until = period.until < authority.until ? period.until : authority.until
  const signed = sign({
    ...{ commonName: commonNameOf(id), extensions: nodeExtensions(name), key: pair.key },
    ...{ issuer: authority, from: period.from, until },
  })
  return pipe(
    writePair(pair, signed),
    TaskEither.map(() => ({ ...pair, id, name, until })),
  )
}

// X.520 allows no more; what counts is the subject alternative name.
const COMMON_NAME_LIMIT = 64

const commonNameOf = (id: string): string => id.slice(0, COMMON_NAME_LIMIT)
