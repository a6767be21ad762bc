import { expect } from 'vitest'
import type { NodeId } from '../../core/index.ts'
import { type Passage, passages, run } from '../arbitrary/run.ts'
import { sent, told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'

/** Who is asked for the first time, not again, to release this node. */
const released = ({ before, effects }: Passage): ReadonlyArray<NodeId> => {
  const waiting = new Set(before.handover.pending.map((entry) => entry.message.handover))
  return sent(effects, 'Release').flatMap(({ to, message }) =>
    message.handover > 0 && waiting.has(message.handover) ? [] : [to],
  )
}

const exchanged = ({ effects }: Passage, view: 'PartialView' | 'InView'): ReadonlyArray<NodeId> =>
  told(effects, 'ArcRemoved').flatMap((notice) =>
    notice.view === view && notice.because === 'exchanged' ? [notice.peer.id] : [],
  )

holds('an in-arc is exchanged exactly when its holder is asked to release it', [run], (one) => {
  for (const passage of passages(one)) expect(exchanged(passage, 'InView')).toEqual(released(passage))
})

holds(
  'an out-arc is exchanged only because its other end asks for it, and never the only one',
  [run],
  (one) => {
    for (const passage of passages(one)) {
      const gone = exchanged(passage, 'PartialView')
      if (gone.length === 0) continue
      const { event, after } = passage
      expect(event).toMatchObject({ _tag: 'Received', from: gone[0], message: { _tag: 'Release' } })
      expect(gone).toHaveLength(1)
      expect(after.partialView.length).toBeGreaterThan(0)
    }
  },
)

holds(
  'nobody is asked twice in one renewal to release this node, unless it has become a holder again',
  [run],
  (one) => {
    for (const passage of passages(one)) {
      const asked = passage.before.lease?.renewal?.released ?? []
      const isStill = passage.after.lease?.renewal?.number === passage.before.lease?.renewal?.number
      if (isStill && isRefused(passage)) for (const id of released(passage)) expect(asked).not.toContain(id)
    }
  },
)

holds('one renewal releases no more holders than keepers have reported, and one', [run], (one) => {
  const words = new Map<number, number>()
  const releases = new Map<number, number>()
  const count = (all: Map<number, number>, number: number, by: number): number => {
    all.set(number, (all.get(number) ?? 0) + by)
    return all.get(number) ?? 0
  }
  for (const passage of passages(one)) {
    const { before, event, after } = passage
    const number = (after.lease?.renewal ?? before.lease?.renewal)?.number ?? 0
    if (event._tag === 'Received' && event.message._tag === 'Kept') count(words, event.message.number, 1)
    const so = count(releases, number, released(passage).length)
    expect(so).toBeLessThanOrEqual((words.get(number) ?? 0) + 1)
  }
})

/** Somebody who was asked to let this node go says that it keeps it. */
const isRefused = ({ before, event }: Passage): boolean =>
  event._tag === 'Received' && (before.lease?.renewal?.released ?? []).includes(event.from)

holds(
  'nobody is released who came after the renewal had begun, while anybody is left from before',
  [run],
  (one) => {
    for (const passage of passages(one)) {
      const { before, after } = passage
      const startedAt = after.lease?.renewal?.startedAt ?? 0
      for (const id of released(passage)) {
        const arc = before.inView.find((known) => known.id === id)
        if (arc !== undefined && arc.since < startedAt) continue
        expect(after.inView.filter(({ since }) => since < startedAt)).toEqual([])
      }
    }
  },
)

holds('a renewal asks for one copy more or less than there are holders, or for as many', [run], (one) => {
  for (const passage of passages(one)) {
    const { before, after } = passage
    const renewal = after.lease?.renewal ?? null
    if (renewal === null || renewal.number === before.lease?.renewal?.number) continue
    // Whoever is released at once was one of them.
    const change = renewal.copies - (after.inView.length + released(passage).length)
    expect([-1, 0, 1]).toContain(change)
    if ((before.size?.history.length ?? 0) === 0) expect(change).toBe(0)
    expect(released(passage)).toHaveLength(change < 0 ? 1 : 0)
    expect(renewal.spare).toBe(change > 0 ? 1 : 0)
  }
})
