import { expect } from 'vitest'
import { hasSeen } from '../../core/dissemination/seen.ts'
import { aged } from '../../core/generations.ts'
import {
  type Effect,
  fragmentLimit,
  type NodeId,
  type Rumor,
  type RumorId,
  type State,
} from '../../core/index.ts'
import { type Passage, passages, run } from '../arbitrary/run.ts'
import { sent, told } from '../arbitrary/say.ts'
import { holds } from './holds.ts'

const keyOf = ({ origin, boot, sequence }: RumorId): string => `${origin} ${boot} ${sequence}`

/** The rumor that this step has brought, if it has brought one. */
const arrived = ({ event }: Passage): { readonly from: NodeId; readonly message: Rumor } | null =>
  event._tag === 'Received' && event.message._tag === 'Rumor'
    ? { from: event.from, message: event.message }
    : null

/** Whether a rumor was not seen before this step, and is now. */
const isNews = ({ before, after }: Passage, rumor: RumorId): boolean => {
  // A step that only drops something leaves the set as old as it was.
  const isSeen = ({ seen, config }: State): boolean =>
    hasSeen(aged(seen, after.now, config.seenWindow), rumor)
  return isSeen(after) && !isSeen(before)
}

/** Which members get word of a rumor in this step: at once, or with the next batch. */
const toldOf = ({ before, after, effects }: Passage, rumor: RumorId): ReadonlyArray<NodeId> => {
  const isOf = (other: RumorId): boolean => keyOf(other) === keyOf(rumor)
  const batches = after.announcements.batches.map(({ to, rumors }) => ({ to, rumors }))
  const atOnce = sent(effects, 'Announce').map(({ to, message }) => ({ to, rumors: message.rumors }))
  // Word may still wait for one that was a member when the rumor came for the first time.
  const isMember = (to: NodeId): boolean => before.partialView.some(({ id }) => id === to)
  return [...batches, ...atOnce]
    .filter(({ to, rumors }) => isMember(to) && rumors.some(isOf))
    .map(({ to }) => to)
}

const copiesOf = (effects: ReadonlyArray<Effect>, { sequence }: RumorId) =>
  sent(effects, 'Rumor').filter(({ message }) => message.sequence === sequence)

/** That a rumor with so many hops goes to whom the rules say: in a flood, near its origin, or over eager arcs. */
const expectTargets = (passage: Passage, rumor: Rumor, from: NodeId | null): void => {
  const { config, partialView } = passage.before
  const others = partialView.filter(({ id }) => id !== from)
  const all = others.map(({ id }) => id)
  const copies = copiesOf(passage.effects, rumor)
  const targets = copies.map(({ to }) => to)
  const word = toldOf(passage, rumor)
  if (config.eagerArcs === 0 && config.fanOut > 0) {
    expect(targets).toHaveLength(Math.min(config.fanOut, all.length))
    expect(new Set(targets).size).toBe(targets.length)
    expect(all).toEqual(expect.arrayContaining([...targets]))
  } else if (config.eagerArcs === 0 || rumor.hops <= config.floodedHops) expect(targets).toEqual(all)
  else {
    const lazy = others.filter(({ eager }) => !eager).map(({ id }) => id)
    expect(targets).toEqual(others.filter(({ eager }) => eager).map(({ id }) => id))
    expect(word).toHaveLength(Math.min(config.announceLimit, lazy.length))
    expect(lazy).toEqual(expect.arrayContaining([...word]))
    for (const { message } of copies) expect(message).toEqual({ ...rumor, eager: true })
    return
  }
  expect(word).toEqual([])
  for (const { message } of copies) expect(message).toEqual({ ...rumor, eager: false })
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

holds('a rumor goes on only when it is new, and never back where it came from', [run], (one) => {
  for (const passage of passages(one)) {
    const arrival = arrived(passage)
    // Who is gone after this step tells nobody of it: they could not ask for it.
    if (arrival === null || passage.after.phase._tag === 'Gone') continue
    const { from, message } = arrival
    if (isNews(passage, message)) {
      const passedOn = { ...message, hops: message.hops + 1, age: message.age + 1 }
      expectTargets(passage, passedOn, from)
    } else expect(sent(passage.effects, 'Rumor')).toEqual([])
  }
})

/** The payload of a whole message, of which the last missing fragment has come. */
const wholeOf = ({ assemblies }: State, { part, payload, ...id }: Rumor): Uint8Array => {
  const first = { ...id, sequence: id.sequence - part }
  const pieces = assemblies.find(({ rumor }) => keyOf(rumor) === keyOf(first))?.pieces ?? []
  return Uint8Array.from(pieces.flatMap((piece, at) => [...(at === part ? payload : (piece ?? []))]))
}

holds('what is delivered is what came, in one or in many fragments', [run], (one) => {
  for (const passage of passages(one)) {
    for (const { _tag, ...delivered } of told(passage.effects, 'Delivered')) {
      const arrival = arrived(passage)
      if (arrival === null) throw new Error('delivered from nothing')
      const { from, message } = arrival
      const { origin, boot, sequence, hops, part, parts } = message
      const payload = parts === 1 ? message.payload : wholeOf(passage.before, message)
      expect(delivered).toEqual({ rumor: { origin, boot, sequence: sequence - part }, from, hops, payload })
    }
  }
})

holds(
  'what is published is counted from 1 without a gap, in as few fragments as it fits into',
  [run],
  (one) => {
    let count = 0
    for (const passage of passages(one)) {
      const { before, event, after, effects } = passage
      for (const { rumor, copies } of told(effects, 'Published')) {
        if (event._tag !== 'Commanded' || event.command._tag !== 'Publish')
          throw new Error('nothing to publish')
        const { payload } = event.command
        const { origin, boot } = rumor
        const size = fragmentLimit(before.config)
        const parts = Math.max(1, Math.ceil(payload.length / size))
        expect(rumor).toEqual({ origin: before.self.id, boot: before.self.boot, sequence: count + 1 })
        for (let part = 0; part < parts; part++) {
          const piece = payload.slice(part * size, (part + 1) * size)
          const id = { origin, boot, sequence: count + 1 + part }
          const fragment = { _tag: 'Rumor' as const, ...id, hops: 1, age: 0, payload: piece, part, parts }
          expectTargets(passage, { ...fragment, eager: false }, null)
          expect(copies).toBe(copiesOf(effects, id).length)
        }
        count += parts
      }
      expect(after.published).toBe(count)
    }
  },
)

holds('a rumor older than the retention is neither delivered nor passed on', [run], (one) => {
  for (const passage of passages(one)) {
    if ((arrived(passage)?.message.age ?? 0) <= passage.before.config.retention) continue
    expect(told(passage.effects, 'Delivered')).toEqual([])
    expect(sent(passage.effects, 'Rumor')).toEqual([])
  }
})

holds('a rumor too large for this node is neither delivered nor passed on', [run], (one) => {
  for (const passage of passages(one)) {
    const { config } = passage.before
    const most = Math.min(fragmentLimit(config), config.payloadLimit)
    if ((arrived(passage)?.message.payload.length ?? 0) <= most) continue
    expect(told(passage.effects, 'Delivered')).toEqual([])
    expect(sent(passage.effects, 'Rumor')).toEqual([])
  }
})
