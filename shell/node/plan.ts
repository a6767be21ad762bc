import * as Either from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Address } from '../../core/id.ts'
import type { OpenError } from '../error.ts'
import { parseSettings, type Settings } from '../settings.ts'
import { type Endpoint, formatAddress, isWildcard, parseAddress } from './address.ts'
import type { OpenOptions } from './open.ts'

export interface Plan extends Settings {
  readonly listen: Endpoint
}

/** What of the options can be wrong before anything is opened. */
type PlanOptions = Pick<OpenOptions, 'bind' | 'advertise' | 'group' | 'join' | 'config'>

/** All that can be wrong with the options themselves, before anything is opened. */
export const plan = (options: PlanOptions): Either.Either<OpenError, Plan> =>
  pipe(
    parseSettings(options.config ?? {}, options.group),
    Either.bindW('listen', () => parseAddress(options.bind)),
    Either.chainFirstW(({ listen }) => checkAdvertised(options.advertise ?? null, listen)),
    Either.chainFirstW(() => Either.traverseArray(parseAddress)(options.join ?? [])),
  )

const checkAdvertised = (advertise: Address | null, listen: Endpoint): Either.Either<OpenError, unknown> => {
  const invalid = (address: Address, problem: string): Either.Either<OpenError, unknown> =>
    Either.left({ _tag: 'AddressInvalid', address, problem })
  if (advertise === null) {
    const hint = 'others cannot send to all addresses at once; say which one with advertise'
    return isWildcard(listen) ? invalid(formatAddress(listen), hint) : Either.right(null)
  }
  return pipe(
    parseAddress(advertise),
    Either.chain((endpoint) =>
      isWildcard(endpoint)
        ? invalid(advertise, 'nobody can send to all addresses at once')
        : Either.right(endpoint),
    ),
  )
}
