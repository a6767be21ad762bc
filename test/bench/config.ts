import * as Either from 'fp-ts/lib/Either.js'
import { parseConfig } from '../../core/codec/config.ts'
import type { Config } from '../../core/config.ts'

/** The defaults, as nearly every node has them. */
export const config: Config = Either.getOrElse((): Config => {
  throw new Error('the defaults are no configuration')
})(parseConfig({}))
