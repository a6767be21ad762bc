import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type ConfigInput, parseConfig } from '../core/codec/config.ts'
import { label } from '../core/codec/scalar.ts'
import type { Config } from '../core/config.ts'
import type { OpenError } from './error.ts'

/** What nodes of a group agree on, checked. */
export interface Settings {
  readonly config: Config
  readonly group: string
}

export const parseSettings = (input: ConfigInput, group = 'gossip'): Either.Either<OpenError, Settings> =>
  pipe(
    parseConfig(input),
    Either.mapLeft((errors): OpenError => ({ _tag: 'ConfigInvalid', errors })),
    Either.chain(
      (config): Either.Either<OpenError, Settings> =>
        label(config.groupLimit).is(group)
          ? Either.right({ config, group })
          : Either.left({ _tag: 'GroupInvalid', group, limit: config.groupLimit }),
    ),
  )
