import * as Either from 'fp-ts/lib/Either.js'
import {
  asBoot,
  asInstant,
  asNodeId,
  broken,
  fingerprintOf,
  init,
  type State,
  stateOf,
} from '../../../core/index.ts'
import type { Header } from './header.ts'

/** The state that a journal begins with. Left where its checkpoint, though undamaged, is no state. */
export const startOf = ({ config, self, boot, start }: Header): Either.Either<string, State> => {
  if (!('state' in start)) {
    const at = asInstant(start.at)
    const born = { config, self: asNodeId(self), boot: asBoot(boot), at }
    return Either.right(init({ ...born, entropy: start.entropy, memory: start.memory })[0])
  }
  // Whoever forges a header can make it say anything; what is no state at all ends here and not in `step`.
  return Either.tryCatch(
    () => {
      const state = stateOf(config, start.state)
      fingerprintOf(state)
      broken(state)
      return state
    },
    () => 'the checkpoint is no state',
  )
}
