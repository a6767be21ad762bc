import * as Either from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Config } from '../config.ts'
import { type Parameter, parameters } from '../parameter.ts'
import { type Profile, profiles } from '../profile.ts'
import { relations } from './relation.ts'

/** A profile, and the parameters that shall differ from it. */
export type ConfigInput = Partial<Config> & { readonly profile?: Profile }

/** One thing that is wrong with a configuration, as a sentence that says what would be right. */
export interface ConfigError {
  readonly _tag: 'ConfigError'
  readonly parameter: string
  readonly problem: string
}

type Name = keyof Config

// `Object.keys` of a constant record gives its keys, which its type does not say.
const names = Object.keys(parameters) as ReadonlyArray<Name>

const bounded = ({ min, max, unit }: Parameter): t.Type<number, number, unknown> => {
  const is = (input: unknown): input is number =>
    typeof input === 'number' && Number.isSafeInteger(input) && input >= min && input <= max
  const name = `a whole number from ${min} to ${max}${unit === '' ? '' : ` (${unit})`}`
  return new t.Type(
    name,
    is,
    (input, context) => (is(input) ? t.success(input) : t.failure(input, context)),
    t.identity,
  )
}

/** Every parameter, each whole and within its bounds; how they fit together is for `parseConfig`. */
export const config: t.Type<Config, unknown, unknown> = t.strict(
  // Made from the table of parameters, which has an entry for every key of Config.
  Object.fromEntries(names.map((name) => [name, bounded(parameters[name])])) as {
    readonly [K in Name]: t.Type<number, number, unknown>
  },
)

/**
 * Reads a configuration from unknown input: `{ profile, …parameters }`, everything optional, `lan` by default.
 * All errors at once, so that they can be mended at once.
 */
export const parseConfig = (input: unknown = {}): Either.Either<ReadonlyArray<ConfigError>, Config> => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return Either.left([wrong('config', 'must be an object of parameters')])
  }
  const { profile = 'lan', ...given } = input as Readonly<Record<string, unknown>> // an object, checked just above
  const isKnown = isProfile(profile)
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(parameters, name))
  const defaults = Object.fromEntries(names.map((name) => [name, parameters[name].value]))
  const decoded = config.decode({ ...defaults, ...(isKnown ? profiles[profile] : {}), ...given })
  const errors = [
    ...(isKnown ? [] : [wrong('profile', `must be one of ${Object.keys(profiles).join(', ')}`)]),
    ...unknown.map((name) => wrong(name, `is no parameter; there are profile, ${names.join(', ')}`)),
    // Whether parameters fit together can be said only when all of them, and so the profile, are known.
    ...(Either.isLeft(decoded) ? decoded.left.map(explain) : isKnown ? broken(decoded.right) : []),
  ]
  return Either.isRight(decoded) && errors.length === 0 ? decoded : Either.left(errors)
}

const isProfile = (name: unknown): name is Profile =>
  typeof name === 'string' && Object.hasOwn(profiles, name)

const wrong = (parameter: string, problem: string): ConfigError => ({
  _tag: 'ConfigError',
  parameter,
  problem,
})

const explain = ({ value, context }: t.ValidationError): ConfigError => {
  const place = context[context.length - 1]
  return wrong(place?.key ?? 'config', `must be ${place?.type.name ?? 'valid'}, not ${shown(value)}`)
}

/** Any value in a few words; JSON would throw for some, and show others as null. */
const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80))
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  return Array.isArray(value) ? 'an array' : 'an object'
}

const broken = (parsed: Config): ReadonlyArray<ConfigError> =>
  relations.filter(([, holds]) => !holds(parsed)).map(([name, , problem]) => wrong(name, problem))
