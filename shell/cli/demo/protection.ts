import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TaskEither from 'fp-ts/lib/TaskEither.js'
import { type CarrierOptions, generateKey, keysOf } from '../../node/index.ts'
import { makeAuthority } from '../ca/authority.ts'
import { issueAll } from '../ca/certificate.ts'

export const transports = ['plain', 'sealed', 'dtls'] as const
export type TransportName = (typeof transports)[number]

/** What all nodes of a demonstration are opened with, and what it takes to leave nothing behind. */
export interface Protection {
  readonly carrier: CarrierOptions
  readonly remove: () => Promise<void>
}

const HOST = '127.0.0.1'

/** Left with a sentence that says what is in the way. */
export const protectionOf = async (transport: TransportName): Promise<Either.Either<string, Protection>> => {
  const nothing = (): Promise<void> => Promise.resolve()
  if (transport === 'plain') return Either.right({ carrier: {}, remove: nothing })
  if (transport === 'sealed')
    return Either.right({ carrier: { keys: keysOf(generateKey()) }, remove: nothing })
  const dir = await mkdtemp(join(tmpdir(), 'gossip-demo-'))
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true })
  const issued = await certify(dir)()
  if (Either.isRight(issued)) return Either.right({ carrier: { dtls: issued.right }, remove })
  await remove()
  return issued
}

/** One certificate for all: each of them is on this host. */
const certify = (dir: string): TaskEither.TaskEither<string, NonNullable<CarrierOptions['dtls']>> =>
  pipe(
    makeAuthority({ dir, name: 'gossip demo', days: 1 }),
    TaskEither.bindTo('authority'),
    TaskEither.bind('issued', () => issueAll([HOST], { dir, out: dir, days: 1 })),
    TaskEither.mapLeft(({ says }) => says),
    TaskEither.chain(({ authority: { certificate: ca }, issued: [own] }) =>
      own === undefined
        ? TaskEither.left('no certificate was made')
        : TaskEither.right({ cert: own.certificate, key: own.key, ca }),
    ),
  )
