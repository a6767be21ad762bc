import { type Config, digestLimit, fragmentLimit, listLimit, partLimit } from '../../core/config.ts'
import { listedBytes } from '../../core/dissemination/listing.ts'
import { asBoot, type RumorId } from '../../core/id.ts'
import type { Announce, Message, Rumor } from '../../core/message.ts'
import type { State } from '../../core/state.ts'
import { step } from '../../core/step.ts'
import { retain, type Store } from '../../core/store.ts'
import { asInstant } from '../../core/time.ts'
import type { Occasion } from './membership.ts'
import { type Done, filled, LARGEST, longId, longPeer, now, receive } from './veteran.ts'

/** A fragment as large as it can be, the last one of a message of as many as there can be. */
const fragment = (config: Config): Rumor => ({
  _tag: 'Rumor',
  origin: longId(config, 9),
  boot: asBoot(LARGEST),
  sequence: LARGEST,
  hops: 0xffff_fffe,
  age: config.retention,
  payload: filled(Math.min(config.payloadLimit, fragmentLimit(config))),
  eager: true,
  part: partLimit(config) - 1,
  parts: partLimit(config),
})

/** Ids of rumors as long as they can be, more than one datagram holds. */
const ids = (config: Config): ReadonlyArray<RumorId> => {
  const { origin, boot } = fragment(config)
  const count = 2 + Math.floor(listLimit(config) / listedBytes({ origin, boot, sequence: LARGEST }))
  return Array.from({ length: count }, (_, index) => ({ origin, boot, sequence: LARGEST - 2 * index }))
}

/** All members want rumors only announced. */
const lazy = (state: State): State => ({
  ...state,
  partialView: state.partialView.map((arc) => ({ ...arc, eager: false })),
})

const wake = (state: State, at: number): Done => step(state, { _tag: 'Woke', at: asInstant(at), entropy: 1 })

/** More rumors than a digest of one datagram has bytes. */
const fullStore = ({ config, store }: State): Store => {
  const { origin, boot } = fragment(config)
  const limits = { retainedLimit: 1_000_000, retainedBytes: 1_000_000 }
  const rumor = { ...fragment(config), payload: filled(0), age: 0 }
  let full = store
  for (let index = 0; index < digestLimit(config) + 10; index++) {
    full = retain(full, { ...rumor, origin, boot, sequence: LARGEST - index }, now, limits)
  }
  return full
}

/** For each kind of message that rumors need. */
export const dissemination = {
  Rumor: (state) => receive(state, longPeer(state.config, 1), fragment(state.config)),
  Announce: (state) => {
    const { config } = state
    const rumor: Rumor = { ...fragment(config), payload: filled(1), age: 0, part: 0, parts: 1 }
    let after: Done = [lazy(state), []]
    for (const id of ids(config)) {
      const [next, effects] = receive(after[0], longPeer(config, 9), { ...rumor, ...id })
      after = [next, [...after[1], ...effects]]
    }
    return after
  },
  Graft: (state) => {
    const { config } = state
    const announce: Announce = { _tag: 'Announce', rumors: ids(config) }
    const [awaiting] = receive(state, longPeer(config, 1), announce)
    return wake(awaiting, now + config.graftTimeout)
  },
  Prune: (state) => {
    const inView = state.inView.map((arc) => ({ ...arc, eager: false }))
    const rumor = { ...fragment(state.config), age: 0 }
    const [seen] = receive({ ...state, inView }, longPeer(state.config, 9), rumor)
    return receive(seen, longPeer(state.config, 1), rumor)
  },
  Digest: (state) => {
    const repairs = { ...state.repairs, digestAt: now }
    return wake({ ...state, store: fullStore(state), repairs }, now)
  },
} satisfies Partial<Record<Message['_tag'], Occasion>>
