import * as Either from 'fp-ts/lib/Either.js'
import { type ConfigError, parseConfig } from '../../core/codec/config.ts'
import type { Config } from '../../core/config.ts'
import { parameters } from '../../core/parameter.ts'
import { type Profile, profiles } from '../../core/profile.ts'

// `Object.keys` of a constant record gives its keys, which its type does not say.
/** Every parameter. */
export const names = Object.keys(parameters) as ReadonlyArray<keyof Config>
export const profileNames = Object.keys(profiles) as ReadonlyArray<Profile> // as above

export const parsed = (input: unknown): Config => {
  const result = parseConfig(input)
  if (Either.isLeft(result)) throw new Error(JSON.stringify(result.left))
  return result.right
}

export const errors = (input: unknown): ReadonlyArray<ConfigError> => {
  const result = parseConfig(input)
  return Either.isLeft(result) ? result.left : []
}

/** The parameters that the errors name, each once. */
export const blamed = (input: unknown): ReadonlyArray<string> => [
  ...new Set(errors(input).map((error) => error.parameter)),
]

export const problem = (input: unknown): string =>
  errors(input)
    .map((error) => error.problem)
    .join('; ')
