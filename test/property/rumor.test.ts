import { expect } from 'vitest'
import { fragmentLimit, type NodeId, type RumorId, type State } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { sent, told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

/** The targets of a rumor are all of the candidates, or as many of them as the node's fan-out, each once. */
const expectTargets = (
  { config }: State,
  targets: ReadonlyArray<NodeId>,
  all: ReadonlyArray<NodeId>,
): void => {
  if (config.fanOut === 0) return expect(targets).toEqual(all)
  expect(targets).toHaveLength(Math.min(config.fanOut, all.length))
  expect(new Set(targets).size).toBe(targets.length)
  expect(all).toEqual(expect.arrayContaining([...targets]))
}

holds('a publisher does not hear itself', [run], (one) => {
  for (const { before, effects } of passages(one)) {
    for (const { rumor } of told(effects, 'Delivered')) expect(rumor.origin).not.toBe(before.self.id)
  }
})

holds('a rumor is delivered once for as long as what was seen is remembered', [run], (one) => {
  const delivered = new Map<string, number>()
  for (const { after, effects } of passages(one)) {
    for (const { rumor } of told(effects, 'Delivered')) {
      const last = delivered.get(keyOf(rumor)) ?? Number.NEGATIVE_INFINITY
      expect(after.now - last).toBeGreaterThanOrEqual(after.config.seenWindow)
      delivered.set(keyOf(rumor), after.now)
    }
  }
})

holds(
  'a rumor goes on to every member, or to as many as the fan-out, but not to the one it came from, and only when it is new',
  [run],
  (one) => {
    for (const { before, event, effects } of passages(one)) {
      if (event._tag !== 'Received' || event.message._tag !== 'Rumor') continue
      const { message, from } = event
      const copies = sent(effects, 'Rumor')
      if (told(effects, 'Delivered').length === 0 && message.origin !== before.self.id) {
        expect(copies).toEqual([])
      }
      if (copies.length === 0) continue
      const others = before.partialView.map(({ id }) => id).filter((id) => id !== from)
      expectTargets(
        before,
        copies.map(({ to }) => to),
        others,
      )
      for (const copy of copies)
        expect(copy.message).toEqual({ ...message, hops: message.hops + 1, age: message.age + 1 })
    }
  },
)

holds('what is delivered is what came', [run], (one) => {
  for (const { event, effects } of passages(one)) {
    for (const { _tag, ...delivered } of told(effects, 'Delivered')) {
      if (event._tag !== 'Received' || event.message._tag !== 'Rumor')
        throw new Error('delivered from nothing')
      const { origin, boot, sequence, hops, payload } = event.message
      expect(delivered).toEqual({ rumor: { origin, boot, sequence }, from: event.from, hops, payload })
    }
  }
})

holds(
  'published rumors are counted from 1 without a gap, and go to the whole PartialView or as many as the fan-out',
  [run],
  (one) => {
    let count = 0
    for (const { before, effects } of passages(one)) {
      for (const { rumor, copies } of told(effects, 'Published')) {
        count += 1
        expect(rumor).toEqual({ origin: before.self.id, boot: before.self.boot, sequence: count })
        const targets = sent(effects, 'Rumor').map(({ to }) => to)
        expectTargets(
          before,
          targets,
          before.partialView.map(({ id }) => id),
        )
        expect(copies).toBe(targets.length)
      }
    }
  },
)

holds('a rumor older than the retention is neither delivered nor passed on', [run], (one) => {
  for (const { before, event, effects } of passages(one)) {
    if (event._tag !== 'Received' || event.message._tag !== 'Rumor') continue
    if (event.message.age <= before.config.retention) continue
    expect(told(effects, 'Delivered')).toEqual([])
    expect(sent(effects, 'Rumor')).toEqual([])
  }
})

holds('a rumor too large for a datagram of this node is neither delivered nor passed on', [run], (one) => {
  for (const { before, event, effects } of passages(one)) {
    if (event._tag !== 'Received' || event.message._tag !== 'Rumor') continue
    if (event.message.payload.length <= fragmentLimit(before.config)) continue
    expect(told(effects, 'Delivered')).toEqual([])
    expect(sent(effects, 'Rumor')).toEqual([])
  }
})
