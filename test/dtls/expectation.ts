import type { DtlsOptions } from '../../shell/node/index.ts'
import type { Outcome } from '../reliability/case.ts'
import { meet } from './encounter.ts'
import { type Foreign, foreigners } from './foreign.ts'

/** What a program of others brings, and whether it may come to a session. */
export interface Expectation {
  readonly what: string
  readonly theirs: DtlsOptions | null
  readonly isRight: boolean
  /** Only where it is in this role; by default in both. */
  readonly role?: Foreign['role']
}

/** Has every program meet a node, with each of what it may bring. */
export const expectOf = async (
  ours: DtlsOptions,
  expectations: ReadonlyArray<Expectation>,
): Promise<Outcome> => {
  const faults: string[] = []
  const counts = { opened: 0, refused: 0 }
  let [right, wrong] = [0, 0]
  for (const { what, theirs, isRight, role } of expectations) {
    for (const foreign of foreigners.filter((one) => role === undefined || one.role === role)) {
      if (isRight) right += 1
      else wrong += 1
      const found = await meet(foreign, theirs, ours)
      const isOpened = found === 'opened' && 'psk' in ours && foreign.name === 'gnutls-cli'
      const isAsExpected = isRight ? found === 'talked' || isOpened : found === 'refused'
      if (isAsExpected && isRight) counts.opened += 1
      if (isAsExpected && !isRight) counts.refused += 1
      if (!isAsExpected) faults.push(`${foreign.name} with ${what}: ${found}`)
    }
  }
  return {
    figures: {
      'right ones that opened': `${counts.opened} of ${right}`,
      'wrong ones that were refused': `${counts.refused} of ${wrong}`,
    },
    faults,
  }
}
