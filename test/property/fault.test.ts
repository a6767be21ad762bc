import { expect } from 'vitest'
import type { Notice } from '../../core/index.ts'
import { type Passage, passages, run } from '../arbitrary/run.ts'
import { told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'
import { timeless } from './plain.ts'

const has = ({ effects }: Passage, tag: Notice['_tag']): boolean => told(effects, tag).length > 0

const isHanded = ({ event }: Passage): boolean =>
  event._tag === 'Received' && 'handover' in event.message && event.message._tag !== 'Acknowledge'

/** The sender speaks in a newer life, which ends the arcs to the former one, whatever it says. */
const tellsOfRestart = ({ effects }: Passage): boolean =>
  told(effects, 'ArcRemoved').some(({ because }) => because === 'restarted')

holds("a caller's fault changes nothing but the time", [run], (one) => {
  for (const passage of passages(one)) {
    if (!has(passage, 'Refused')) continue
    expect(timeless(passage.after)).toEqual(timeless(passage.before))
    expect(passage.effects).toHaveLength(1)
  }
})

holds("a peer's fault changes nothing but the time", [run], (one) => {
  for (const passage of passages(one)) {
    if (!has(passage, 'Rejected') || isHanded(passage) || tellsOfRestart(passage)) continue
    expect(timeless(passage.after)).toEqual(timeless(passage.before))
    expect(passage.effects).toHaveLength(1)
  }
})

// It is acknowledged like any other, or its sender would repeat it; so its number is noted.
holds('a message about an arc that is rejected changes nothing but the handovers taken', [run], (one) => {
  for (const passage of passages(one)) {
    if (!has(passage, 'Rejected') || !isHanded(passage) || tellsOfRestart(passage)) continue
    const { handover: before, ...others } = timeless(passage.before)
    const { handover: after, ...othersAfter } = timeless(passage.after)
    expect(othersAfter).toEqual(others)
    expect(after).toEqual({ ...passage.before.handover, taken: expect.anything() })
    expect(before).toEqual({ ...passage.before.handover, taken: expect.anything() })
  }
})

holds('a fault asks for nothing but an acknowledgement, and to be told', [run], (one) => {
  for (const passage of passages(one)) {
    if (!has(passage, 'Rejected')) continue
    const rest = passage.effects.filter(
      (effect) =>
        !(effect._tag === 'Send' && effect.message._tag === 'Acknowledge') &&
        !(effect._tag === 'Notify' && effect.notice._tag === 'Rejected'),
    )
    if (tellsOfRestart(passage)) continue
    expect(rest).toEqual([])
  }
})
