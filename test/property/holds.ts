import fc from 'fast-check'
import { it } from 'vitest'
import { report } from './counterexample.ts'

type Arbitraries<T> = { [K in keyof T]: fc.Arbitrary<T[K]> }

/**
 * A test that `check` throws for no values of these arbitraries. (The package that joins fast-check to Vitest
 * would do the same, but every file that imports it takes seconds to load.)
 */
export const holds = <T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: Arbitraries<T>,
  check: (...values: T) => void,
): void => {
  it(name, () => {
    fc.assert(fc.property<T>(...arbitraries, check), { reporter: report })
  })
}

/** The same for a `check` that takes its time. */
export const holdsLater = <T extends [unknown, ...unknown[]]>(
  name: string,
  arbitraries: Arbitraries<T>,
  check: (...values: T) => Promise<void>,
): void => {
  it(name, () =>
    fc.assert(fc.asyncProperty<T>(...arbitraries, check), {
      asyncReporter: async (details) => report(details),
    }),
  )
}
