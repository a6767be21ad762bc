import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { codeOf } from '../../node/resolve.ts'
import { failed, type Refusal } from '../shrink/refusal.ts'
import { configOf, files } from './extension.ts'
import { openssl } from './openssl.ts'

/** What is certified, and by whom. */
export interface Signing {
  /** The subject's name for people: nothing is decided by it. Letters, digits and `._:[]-` and spaces. */
  readonly commonName: string
  readonly extensions: ReadonlyArray<string>
  /** File of the key that is certified. */
  readonly key: string
  /** Files of the authority's key and certificate; null for a key that certifies itself. */
  readonly issuer: { readonly key: string; readonly certificate: string } | null
  readonly from: Date
  readonly until: Date
}

/** Makes a certificate: right with it as PEM. What openssl needs on the way lies in a folder that is removed. */
export const sign = (signing: Signing): TaskEither.TaskEither<Refusal, string> =>
  TaskEither.bracket(
    attempt('a temporary folder', () => mkdtemp(join(tmpdir(), 'gossip-ca-'))),
    (folder) =>
      pipe(
        attempt('a file for openssl', () => prepare(folder, signing)),
        TaskEither.chain(() => openssl(folder, requestArguments(signing))),
        TaskEither.chain(() => openssl(folder, signArguments(signing))),
        TaskEither.chain(() =>
          attempt('the certificate', () => readFile(join(folder, files.certificate), 'utf8')),
        ),
      ),
    (folder) => attempt('a temporary folder', () => rm(folder, { recursive: true, force: true })),
  )

const attempt = <A>(what: string, does: () => Promise<A>): TaskEither.TaskEither<Refusal, A> =>
  TaskEither.tryCatch(does, (error) => failed(`${what} could not be made or used (${codeOf(error)})`))

// RFC 5280, 4.1.2.2: positive, and 20 bytes at most.
const SERIAL_BYTES = 16

const prepare = async (folder: string, { extensions }: Signing): Promise<void> => {
  const serial = randomBytes(SERIAL_BYTES)
  // Neither negative nor with a leading zero.
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  await writeFile(join(folder, files.config), configOf(extensions))
  await writeFile(join(folder, files.database), '')
  await writeFile(join(folder, files.serial), `${serial.toString('hex').toUpperCase()}\n`)
}

const requestArguments = ({ commonName, key }: Signing): ReadonlyArray<string> => [
  ...['req', '-new', '-sha256', '-utf8', '-config', files.config, '-subj', `/CN=${commonName}`],
  ...['-key', resolve(key), '-out', files.request],
]

const signArguments = ({ key, issuer, from, until }: Signing): ReadonlyArray<string> => [
  ...['ca', '-batch', '-notext', '-utf8', '-config', files.config, '-extensions', 'extensions'],
  ...['-in', files.request, '-out', files.certificate],
  ...['-startdate', timeOf(from), '-enddate', timeOf(until)],
  ...(issuer === null
    ? ['-selfsign', '-keyfile', resolve(key)]
    : ['-keyfile', resolve(issuer.key), '-cert', resolve(issuer.certificate)]),
]

// RFC 5280, 4.1.2.5: two digits of the year up to 2049, four from then on.
const LAST_OF_SHORT = 2049

const timeOf = (date: Date): string => {
  const digits = `${date.toISOString().slice(0, 19).replace(/\D/g, '')}Z`
  return date.getUTCFullYear() > LAST_OF_SHORT ? digits : digits.slice(2)
}
