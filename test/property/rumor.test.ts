import { expect } from 'vitest'
import { payloadLimit, type RumorId } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { sent, told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

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

holds('a rumor goes on to every member but the one it came from, and only when it is new', [run], (one) => {
  for (const { before, event, effects } of passages(one)) {
    if (event._tag !== 'Received' || event.message._tag !== 'Rumor') continue
    const { message, from } = event
    const copies = sent(effects, 'Rumor')
    if (told(effects, 'Delivered').length === 0 && message.origin !== before.self.id) {
      expect(copies).toEqual([])
    }
    if (copies.length === 0) continue
    const targets = before.partialView.map(({ id }) => id).filter((id) => id !== from)
    expect(copies).toEqual(targets.map((to) => ({ to, message: { ...message, hops: message.hops + 1 } })))
  }
})

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

holds('published rumors are counted from 1 without a gap, and go to the whole PartialView', [run], (one) => {
  let count = 0
  for (const { before, effects } of passages(one)) {
    for (const { rumor, copies } of told(effects, 'Published')) {
      count += 1
      expect(rumor).toEqual({ origin: before.self.id, boot: before.self.boot, sequence: count })
      expect(sent(effects, 'Rumor').map(({ to }) => to)).toEqual(before.partialView.map(({ id }) => id))
      expect(copies).toBe(before.partialView.length)
    }
  }
})

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
    if (event.message.payload.length <= payloadLimit(before.config)) continue
    expect(told(effects, 'Delivered')).toEqual([])
    expect(sent(effects, 'Rumor')).toEqual([])
  }
})
