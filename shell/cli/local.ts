import * as Either from 'fp-ts/lib/Either.js'
import { parseConfig } from '../../core/codec/config.ts'
import type { Config } from '../../core/config.ts'

/** The configuration of nodes on one machine. */
export const localConfig = (copies: number): Config => {
  const config = parseConfig({ profile: 'local', copies })
  // The profile is the package's own, and the option that `copies` comes from has the same bounds as the parameter.
  if (Either.isLeft(config)) throw new Error(JSON.stringify(config.left))
  return config.right
}
