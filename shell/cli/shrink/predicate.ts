import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Step } from '../../node/journal/replay.ts'

/** What a module is asked about each step. Nobody knows what it gives before it has. */
export type Predicate = (step: Step) => unknown

/** Loads the default export of a module, anew for each `time`. Left with what is wrong with it. */
export const loadPredicate =
  (file: string, time = 'once'): TaskEither<string, Predicate> =>
  async () => {
    const path = resolve(file)
    if (!existsSync(path)) return Either.left(`the predicate ${file} can't be loaded: there is no such file`)
    try {
      const loaded: { readonly default?: unknown } = await import(`${pathToFileURL(path).href}?${time}`)
      const predicate = loaded.default
      return isFunction(predicate)
        ? Either.right(predicate)
        : Either.left(`${file} has no function as its default export: write export default (step) => …`)
    } catch (error) {
      return Either.left(`the predicate ${file} can't be loaded: ${String(error)}`)
    }
  }

const isFunction = (value: unknown): value is Predicate => typeof value === 'function'

/** A predicate that can't be asked. */
export type PredicateFault =
  | { readonly _tag: 'PredicateThrew'; readonly step: Step; readonly error: unknown }
  | { readonly _tag: 'PredicateUndecided'; readonly given: unknown }

/** A predicate that is watched: it is not asked again once it is at fault, but throws what `fault` then tells. */
export interface Watched {
  readonly isViolation: (step: Step) => boolean
  readonly fault: () => PredicateFault | null
}

export const watch = (predicate: Predicate): Watched => {
  let fault: PredicateFault | null = null
  const ask = (step: Step): unknown => {
    try {
      return predicate(step)
    } catch (error) {
      fault = { _tag: 'PredicateThrew', step, error }
      throw error
    }
  }
  return {
    isViolation: (step) => {
      const given = ask(step)
      if (typeof given === 'boolean') return given
      // What a promise brings later is nobody's business any more, not even that it fails.
      if (given instanceof Promise) given.catch(() => undefined)
      fault = { _tag: 'PredicateUndecided', given }
      throw new TypeError('no boolean')
    },
    fault: () => fault,
  }
}
