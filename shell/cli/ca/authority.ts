import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { codeOf } from '../../node/resolve.ts'
import { failed, misused, type Refusal } from '../shrink/refusal.ts'
import { authorityExtensions } from './extension.ts'
import { areNew, makeFolder, type Pair, writePair } from './file.ts'
import { sign } from './signature.ts'
import { periodOf } from './validity.ts'

/** An authority that is there, with the end of its certificate. */
export interface Authority extends Pair {
  readonly name: string
  readonly until: Date
}

export interface AuthorityOptions {
  readonly dir: string
  readonly name: string
  readonly days: number
}

const pairIn = (dir: string): Pair => ({ key: join(dir, 'ca.key'), certificate: join(dir, 'ca.crt') })

/** As X.520 has it; and no character that openssl gives a meaning. */
const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}._ -]{0,62}[\p{L}\p{N}.])?$/u

/** Makes an authority in a folder that has none. */
export const makeAuthority = ({
  dir,
  name,
  days,
}: AuthorityOptions): TaskEither.TaskEither<Refusal, Authority> => {
  const pair = pairIn(dir)
  const { from, until } = periodOf(new Date(), days)
  const certify = sign({
    ...{ commonName: name, extensions: authorityExtensions, key: pair.key, issuer: null },
    ...{ from, until },
  })
  return pipe(
    TaskEither.fromEither(checkName(name)),
    TaskEither.chain(() => makeFolder(dir)),
    TaskEither.chain(() => areNew([pair.key, pair.certificate])),
    TaskEither.chain(() => writePair(pair, certify)),
    TaskEither.map(() => ({ ...pair, name, until })),
  )
}

const checkName = (name: string): Either.Either<Refusal, unknown> =>
  NAME.test(name)
    ? Either.right(name)
    : Either.left(misused('a name has 1 to 64 letters, digits, spaces, dots, hyphens and underscores'))

/** The authority of a folder, if it can sign at this time. */
export const readAuthority = (dir: string, now: Date): TaskEither.TaskEither<Refusal, Authority> => {
  const pair = pairIn(dir)
  return pipe(
    read(pair.key, dir),
    TaskEither.bindTo('key'),
    TaskEither.bind('certificate', () => read(pair.certificate, dir)),
    TaskEither.chainEitherK((pem) => authorityOf(pair, pem, now)),
  )
}

const read = (path: string, dir: string): TaskEither.TaskEither<Refusal, string> =>
  TaskEither.tryCatch(
    () => readFile(path, 'utf8'),
    (error) =>
      failed(
        codeOf(error) === 'ENOENT'
          ? `there is no ${path}: make an authority with gossip ca init --dir ${dir}, or give the folder of one`
          : `${path} can’t be read (${codeOf(error)})`,
      ),
  )

const authorityOf = (pair: Pair, pem: Pair, now: Date): Either.Either<Refusal, Authority> =>
  pipe(
    parse(`${pair.key} is no private key without a password`, () => createPrivateKey(pem.key)),
    Either.bindTo('key'),
    Either.bind('certificate', () =>
      parse(`${pair.certificate} is no certificate`, () => new X509Certificate(pem.certificate)),
    ),
    Either.chain(({ key, certificate }) => {
      const until = new Date(certificate.validTo)
      const problem = certificate.ca
        ? until <= now && `expired on ${until.toISOString().slice(0, 10)}: make another authority`
        : 'is not that of an authority: make one with gossip ca init'
      if (problem !== false) return Either.left(failed(`${pair.certificate} ${problem}`))
      if (!certificate.checkPrivateKey(key))
        return Either.left(
          failed(`${pair.key} is not the key of ${pair.certificate}: give the folder of both`),
        )
      return Either.right({ ...pair, name: certificate.subject.replace(/^CN=/, ''), until })
    }),
  )

const parse = <A>(says: string, does: () => A): Either.Either<Refusal, A> =>
  Either.tryCatch(does, () => failed(says))
