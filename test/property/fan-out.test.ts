import { absurd } from 'fp-ts/lib/function.js'
import { expect } from 'vitest'
import type { Config, Event } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { holds } from './holds.ts'

/*
 * The most effects that one event can have, from the limits in its Config. Each message handed over may come
 * with a notice that there is no room to repeat it; a step that changed anything may set the alarm.
 */
const bound = (config: Config, event: Event): number => {
  const { copies, partialViewLimit, inViewLimit, handoverLimit } = config
  const alarm = 1
  const handed = 2
  const severed = 2
  const kept = 1 + handed
  // A holder let go, or a figure told.
  const released = 1 + handed
  const estimated = 1
  // A handover that failed is placed elsewhere or kept; a subscription gives its contact up and walks again.
  const failures = handoverLimit * Math.max(kept, handed) + 4
  const walk = 3
  const gone = partialViewLimit + inViewLimit + 1
  switch (event._tag) {
    case 'Received':
      // Delivered, passed on, and perhaps a gap closed; or a subscription spread: the acknowledgement, one entry
      // of the InView in place of another, a copy to each member and the extra ones (or those of a renewal, no more
      // than an InView holds), and the word that one has joined.
      return event.message._tag === 'Rumor'
        ? 2 + partialViewLimit
        : Math.max(
            gone,
            1 + 2 + handed * Math.max(partialViewLimit + copies, inViewLimit) + 1,
            2 + kept + released,
          ) +
            estimated +
            severed +
            alarm
    case 'Woke':
      // Gone; or all repeated or failed, a walk or a subscription, the heartbeats, the InView emptied, one
      // adopted, and isolation noticed with another walk; or a renewal begun with a walk and a release.
      return (
        Math.max(gone, failures + 4 + partialViewLimit + inViewLimit + kept + walk + released + estimated) +
        alarm
      )
    case 'Commanded':
      // Farewells to all, and gone where none is acknowledged; or a rumor to all; or a walk.
      return Math.max(handed * (partialViewLimit + inViewLimit) + gone, 1 + partialViewLimit, walk) + alarm
    case 'Undeliverable':
      return failures + walk + alarm
    default:
      return absurd(event)
  }
}

holds('a step has no more effects than the limits allow', [run], (one) => {
  for (const { before, event, effects } of passages(one)) {
    expect(effects.length, JSON.stringify(event)).toBeLessThanOrEqual(bound(before.config, event))
  }
})
