import { listLimit } from '../config.ts'
import { type Effect, send } from '../effect.ts'
import type { Woke } from '../event.ts'
import type { Peer, RumorId } from '../id.ts'
import type { Batch, State } from '../state.ts'
import { after, type Instant, isDue } from '../time.ts'
import { type Part, quiet, turn } from '../turn.ts'
import { listedBytes } from './listing.ts'
import { rumorId } from './rumor-id.ts'

/* PROTOCOL 8.2. Over lazy arcs goes word of a rumor instead of the rumor, which waits a little for more to go with it. */

type Scope = Pick<State, 'config' | 'announcements'>

const flushed = ({ to, rumors }: Batch): Effect => send(to, { _tag: 'Announce', rumors })

/** Has `rumor` announced to `peers`; what fills a datagram goes out at once. */
export const announced = (
  { config, announcements }: Scope,
  peers: ReadonlyArray<Peer>,
  message: RumorId,
  now: Instant,
): { readonly announcements: State['announcements']; readonly effects: ReadonlyArray<Effect> } => {
  if (peers.length === 0) return { announcements, effects: [] }
  const rumor = rumorId(message)
  const bytes = listedBytes(rumor)
  const batches = announcements.batches.slice()
  const effects: Effect[] = []
  for (const { id: to } of peers) {
    const at = batches.findIndex((batch) => batch.to === to)
    const batch = batches[at] ?? { to, rumors: [], bytes: 0 }
    const isFull = batch.rumors.length > 0 && batch.bytes + bytes > listLimit(config)
    if (isFull) effects.push(flushed(batch))
    // Members may come and go while word for others waits.
    const isCrowded = at < 0 && batches.length >= config.partialViewLimit
    if (isCrowded) effects.push(...batches.splice(0, 1).map(flushed))
    const grown: Batch = isFull
      ? { to, rumors: [rumor], bytes }
      : { to, rumors: [...batch.rumors, rumor], bytes: batch.bytes + bytes }
    batches.splice(at < 0 ? batches.length : at, 1, grown)
  }
  const flushAt = announcements.flushAt ?? after(now, config.announceDelay)
  return { announcements: { ...announcements, batches, flushAt }, effects }
}

export const onWake: Part<'announcements', Woke> = ({ announcements }, _event, { at }) =>
  isDue(announcements.flushAt, at)
    ? turn(
        { announcements: { ...announcements, batches: [], flushAt: null } },
        announcements.batches.map(flushed),
      )
    : quiet
