import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asBoot, asNodeId, type Effect, type Message, type NodeId, type State } from '../../core/index.ts'
import { others, usualBoot } from '../arbitrary/id.ts'
import { peersOf } from '../arbitrary/member.ts'
import { message } from '../arbitrary/message.ts'
import { hear, sent, told } from '../arbitrary/say.ts'
import { holds } from '../property/holds.ts'
import { random } from '../statistics/entropies.ts'
import { answer, configWith, heartbeat, memberOf, NOW, names, peer } from '../suspicion/member.ts'
import { words } from '../suspicion/word.ts'

const attacker = asNodeId('x:9')
const subjects = others.slice(0, 5)

const config = configWith({ handoverTries: 3, hopLimit: 4, digestPeers: 2 })
const member = memberOf(config, subjects, subjects)

/** Every kind of message, of anybody, under all numbers that this node may await. */
const forgeries = fc.array(message, { minLength: 1, maxLength: 20, size: 'max' })

const said = (
  state: State,
  messages: ReadonlyArray<Message>,
  from: NodeId,
): readonly [State, ReadonlyArray<Effect>] => {
  const effects: Effect[] = []
  let current = state
  for (const one of messages) {
    const [next, more] = hear(current, from, one)
    effects.push(...more)
    current = next
  }
  return [current, effects]
}

holds(
  'whatever somebody says, no arc of others ends but one whose place it takes, and no mode of one changes',
  [forgeries, fc.constantFrom(attacker, ...subjects)],
  (messages, from) => {
    const [after, effects] = said(member, messages, from)
    const ended = told(effects, 'ArcRemoved').filter(({ peer: { id } }) => id !== from)
    const gone = ended.filter(({ because }) => because === 'swapped').map(({ peer: { id } }) => id)
    expect(gone.length).toBeLessThanOrEqual(1)
    // An arc may be to a life that others have named, until its other end speaks: see below.
    const own = ({ partialView, inView }: State): unknown => ({
      partialView: subjects.filter(
        (id) => id !== from && !gone.includes(id) && partialView.some((arc) => arc.id === id && arc.eager),
      ),
      inView: inView.filter(({ id }) => id !== from),
    })
    const others = subjects.filter((id) => id !== from && !gone.includes(id))
    expect(own(after)).toEqual({ partialView: others, inView: member.inView.filter(({ id }) => id !== from) })
  },
)

holds(
  'whatever others have said of a node, and of its life, its own words count',
  [forgeries, fc.constantFrom(...others)],
  (messages, subject) => {
    const [forged, before] = said(member, messages, attacker)
    const [held, effects] = said(forged, [heartbeat, answer], subject)
    expect(told(effects, 'Rejected')).toEqual([])
    expect(held.inView).toContainEqual(expect.objectContaining({ ...peer(subject), heardAt: NOW }))
    const arc = held.partialView.find(({ id }) => id === subject)
    expect(arc ?? peer(subject)).toMatchObject(peer(subject))
    const isEnded = told(before, 'ArcRemoved').some(
      ({ peer: { id }, because }) => id === subject && because === 'swapped',
    )
    if (subjects.includes(subject) && !isEnded) expect(arc).toBeDefined()
  },
)

describe('a forged word changes nothing of its subject', () => {
  const [a, b] = subjects
  if (a === undefined || b === undefined) throw new Error('there are too few')
  const forged: ReadonlyArray<readonly [string, Message]> = [
    ['unsubscription', words.Unsubscribe],
    ['replacement', { ...words.Unsubscribe, replacement: peer(b) }],
    ['release', words.Release],
    ['prune', words.Prune],
    ['promotion', { ...words.Graft, promote: true }],
    ['answer', { ...words.Answer, eager: false }],
    ['copy for a newer life', { ...words.Forwarded, subscriber: a, boot: asBoot(usualBoot + 9) }],
    ['copy for a former life', { ...words.Forwarded, subscriber: a, boot: asBoot(1) }],
  ]
  it.each(forged)('%s', (_what, one) => {
    for (const entropy of random(20, 1)) {
      const [believed] = hear(member, attacker, one, { entropy })
      // Of its life it speaks itself.
      const [after] = hear(believed, a, answer)
      expect(peersOf(after.partialView)).toEqual(expect.arrayContaining([...peersOf(member.partialView)]))
      expect(after.partialView.every(({ eager }) => eager)).toBe(true)
      expect(after.inView.slice(0, subjects.length)).toEqual(member.inView)
      expect(after.departed.young.size).toBe(one._tag === 'Unsubscribe' ? 1 : 0)
    }
  })

  it('acknowledgement: what was handed to another waits for that one', () => {
    const [waiting] = hear(member, b, { ...words.Forwarded, subscriber: attacker, hops: 1, handover: 9 })
    const [first] = waiting.handover.pending
    if (first === undefined) throw new Error('nothing is pending')
    const word: Message = { _tag: 'Acknowledge', handover: first.message.handover, sketch: null }
    const other = first.to === attacker ? b : attacker
    expect(hear(waiting, other, word)[0].handover.pending).toEqual([first])
    expect(hear(waiting, first.to, word)[0].handover.pending).toEqual([])
  })

  it('heartbeat: it makes an arc from its sender, and refreshes no other', () => {
    const [after] = hear(member, attacker, heartbeat, { at: NOW + 10 })
    expect(after.inView.slice(0, subjects.length)).toEqual(member.inView)
  })
})

describe('who is held by its own word takes one place', () => {
  const parting: ReadonlyArray<Message> = [words.Release, words.Unsubscribe]
  it.each(parting)('though it asks to be let go by its $_tag, and comes again, in newer lives', (word) => {
    let state = member
    let swapped = 0
    for (let boot = 10; boot < 110; boot++)
      for (const one of [{ ...words.Alive, unites: true }, word]) {
        const [after, effects] = hear(state, attacker, one, { boot, entropy: boot })
        swapped += told(effects, 'ArcRemoved').filter(({ because }) => because === 'swapped').length
        state = after
      }
    expect(swapped).toBe(1)
    expect(state.partialView).toHaveLength(subjects.length - 1)
  })

  it('and another one, when that is long ago', () => {
    const [once] = hear(member, attacker, { ...words.Alive, unites: true })
    const [gone] = hear(once, attacker, words.Release)
    const at = NOW + config.orderWindow
    expect(
      hear(gone, attacker, { ...words.Alive, unites: true }, { at: at - 1 })[0].partialView,
    ).toHaveLength(4)
    expect(hear(gone, attacker, { ...words.Alive, unites: true }, { at })[0].partialView).toContainEqual(
      expect.objectContaining(peer(attacker)),
    )
  })
})

describe('what only neighbours may say', () => {
  it('an announcement of a stranger is not waited for', () => {
    const rumors = [{ origin: asNodeId('o:1'), boot: asBoot(1), sequence: 1 }]
    expect(hear(member, attacker, { _tag: 'Announce', rumors })[0].announcements).toBe(member.announcements)
  })

  it('a stranger is served no rumor that it asks for, a neighbour is', () => {
    const [holding] = hear(member, names(1, 'm')[0] ?? attacker, words.Rumor)
    const { origin, boot, sequence } = words.Rumor
    const graft: Message = { _tag: 'Graft', rumors: [{ origin, boot, sequence }], promote: false }
    expect(sent(hear(holding, attacker, graft)[1], 'Rumor')).toEqual([])
    const [a = attacker] = subjects
    expect(sent(hear(holding, a, graft)[1], 'Rumor')).toHaveLength(1)
  })

  it('what a stranger has counted does not count', () => {
    const counting = memberOf(configWith({ sizeEpoch: 30_000 }), subjects, subjects)
    const registers = Array.from({ length: 64 }, () => 9)
    for (const kind of ['Answer', 'Acknowledge'] as const) {
      const one = { ...words[kind], sketch: { epoch: 9, registers } }
      expect(hear(counting, attacker, one)[0].size).toBe(counting.size)
    }
  })
})
