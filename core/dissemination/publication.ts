import { type Effect, notify } from '../effect.ts'
import type { Commanded, Publish } from '../event.ts'
import type { RumorId } from '../id.ts'
import type { Rumor } from '../message.ts'
import type { RefuseReason } from '../notice.ts'
import type { State } from '../state.ts'
import { type Part, turn } from '../turn.ts'
import { cut } from './fragment.ts'
import { relay } from './relay.ts'
import { kept } from './retention.ts'

type Slices =
  | 'config'
  | 'self'
  | 'phase'
  | 'partialView'
  | 'inView'
  | 'published'
  | 'store'
  | 'announcements'
  | 'repairs'
type Scope = Pick<State, Slices>

/** PROTOCOL 4.1. A rumor starts at its origin, which sends it to its whole PartialView; a long one in fragments. */
export const onPublish: Part<Slices, Commanded & { readonly command: Publish }> = (
  scope,
  { command },
  stamp,
) => {
  const refusal = refusalOf(scope, command.payload)
  if (refusal !== null)
    return turn<Scope>({}, [notify({ _tag: 'Refused', command: 'Publish', reason: refusal })])
  const { self, config, published } = scope
  const first: RumorId = { origin: self.id, boot: self.boot, sequence: published + 1 }
  const pieces = cut(command.payload, config)
  let { store, announcements } = scope
  const effects: Effect[] = []
  for (const [part, payload] of pieces.entries()) {
    const sequence = first.sequence + part
    const message: Rumor = {
      _tag: 'Rumor',
      ...first,
      sequence,
      hops: 1,
      age: 0,
      payload,
      eager: false,
      part,
      parts: pieces.length,
    }
    const relayed = relay({ ...scope, announcements }, message, null, stamp)
    const keeping = kept({ config, store }, message, self.id, stamp)
    store = keeping.store
    announcements = relayed.announcements
    effects.push(...relayed.effects, ...keeping.effects)
  }
  // To the same members each time; word of it to others is no copy.
  const isCopy = (effect: Effect): boolean => effect._tag === 'Send' && effect.message._tag === 'Rumor'
  const copies = effects.filter(isCopy).length / pieces.length
  const taken = notify({ _tag: 'Published', rumor: first, copies })
  return turn<Scope>({ published: published + pieces.length, store, announcements }, [taken, ...effects])
}

const refusalOf = (scope: Scope, payload: Uint8Array): RefuseReason | null => {
  const { config, phase, partialView, inView, repairs } = scope
  if (phase._tag === 'Leaving' || phase._tag === 'Gone') return 'leaving'
  if (payload.length > config.payloadLimit) return 'payloadTooLarge'
  if (repairs.isBehind) return 'groupBehind'
  // A holder gets it by a digest (PROTOCOL 8.3).
  const isHeard = partialView.length > 0 || (inView.length > 0 && config.digestPeers > 0)
  return isHeard ? null : 'noNeighbours'
}
