import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { partLimit } from '../../core/config.ts'
import type { Effect, Message, RumorId } from '../../core/index.ts'
import type { Account } from '../../shell/explain/fact.ts'
import { drops, membershipRules, rejections, rumorRules } from '../../shell/explain/rule.ts'
import { aboutRumor } from '../../shell/explain/rumor/account.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import { type Run, run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'
import { explained, explainedFrom, stepsOf } from './explained.ts'

const idOf = ({ origin, boot, sequence }: RumorId): RumorId => ({ origin, boot, sequence })

const sends = ({ effects }: Step): ReadonlyArray<Extract<Effect, { readonly _tag: 'Send' }>> =>
  effects.flatMap((effect) => (effect._tag === 'Send' ? [effect] : []))

/** What a message says of rumors. */
const mentioned = (message: Message): ReadonlyArray<RumorId> => {
  if (message._tag === 'Rumor') return [idOf(message)]
  return message._tag === 'Announce' || message._tag === 'Graft' ? message.rumors.map(idOf) : []
}

/** The accounts of a run's rumors, each made once. */
const accountsOf = (one: Run): ((rumor: RumorId) => Account | null) => {
  const made = new Map<string, Account | null>()
  return (rumor) => {
    const name = JSON.stringify(idOf(rumor))
    const account = made.has(name) ? (made.get(name) ?? null) : explained(one, aboutRumor(rumor))
    made.set(name, account)
    return account
  }
}

/** Each time that a rumor was published or delivered, with the event. */
const arrivals = (one: Run) =>
  stepsOf(one).flatMap(({ n, effects }) =>
    effects.flatMap((effect) =>
      effect._tag === 'Notify' && (effect.notice._tag === 'Delivered' || effect.notice._tag === 'Published')
        ? [{ n, notice: effect.notice }]
        : [],
    ),
  )

describe('the account of a rumor', () => {
  holds('says where it was first published or delivered, and so does the verdict', [run], (one) => {
    const accountOf = accountsOf(one)
    const parts = partLimit(one.start.config)
    const arrived: RumorId[] = []
    for (const { n, notice } of arrivals(one)) {
      const { origin, boot, sequence } = notice.rumor
      // Who lies about its age can have it delivered again when it is forgotten, or call it a fragment of another.
      const isLie = arrived.some(
        (earlier) =>
          earlier.origin === origin &&
          earlier.boot === boot &&
          earlier.sequence >= sequence &&
          earlier.sequence < sequence + parts,
      )
      arrived.push(notice.rumor)
      if (isLie) continue
      const account = accountOf(notice.rumor)
      const word = notice._tag === 'Delivered' ? /^delivered: the copy from / : /^published here/
      expect(account?.facts).toContainEqual(expect.objectContaining({ n, says: expect.stringMatching(word) }))
      expect(account?.verdict[0]).toContain(`#${n} `)
    }
  })

  holds('tells of each node that sent it, told of it or asked for it', [run], (one) => {
    const accountOf = accountsOf(one)
    for (const { n, event } of stepsOf(one)) {
      if (event._tag !== 'Received') continue
      const [rumor] = mentioned(event.message)
      if (rumor === undefined) continue
      expect(accountOf(rumor)?.facts).toContainEqual(
        expect.objectContaining({ n, says: expect.stringContaining(event.from) }),
      )
    }
  })

  holds('tells of each node that it was sent to, announced to, or asked of', [run], (one) => {
    const accountOf = accountsOf(one)
    for (const step of stepsOf(one)) {
      for (const { to, message } of sends(step)) {
        const [rumor] = mentioned(message)
        if (rumor === undefined) continue
        expect(accountOf(rumor)?.facts).toContainEqual(
          expect.objectContaining({ n: step.n, says: expect.stringContaining(to) }),
        )
      }
    }
  })

  holds('names only earlier events as causes', [run], (one) => {
    const accountOf = accountsOf(one)
    for (const { event } of stepsOf(one)) {
      const [rumor] = event._tag === 'Received' ? mentioned(event.message) : []
      if (rumor === undefined) continue
      for (const { n, because } of accountOf(rumor)?.facts ?? [])
        expect(because.filter((cause) => cause >= n || cause < 1)).toEqual([])
    }
  })

  holds('that was asked for names the question, and the word that led to it', [run], (one) => {
    const accountOf = accountsOf(one)
    const steps = stepsOf(one)
    for (const step of steps) {
      for (const { to, message } of sends(step)) {
        if (message._tag !== 'Graft') continue
        const [rumor] = message.rumors
        if (rumor === undefined) continue
        const words = steps.filter(
          ({ n, event }) =>
            n < step.n &&
            event._tag === 'Received' &&
            event.from === to &&
            event.message._tag === 'Announce' &&
            mentioned(event.message).some((other) => JSON.stringify(other) === JSON.stringify(idOf(rumor))),
        )
        const asked = accountOf(rumor)?.facts.find(
          ({ n, says }) => n === step.n && says.startsWith(`asks ${to} for it`),
        )
        expect(asked?.because).toEqual(expect.arrayContaining(words.map(({ n }) => n)))
        expect(words.length).toBeGreaterThan(0)
      }
    }
  })

  holds('that was here when the journal begins says so', [run], (one) => {
    const steps = stepsOf(one)
    for (const { n, notice } of arrivals(one)) {
      const event = steps[n - 1]?.event
      // Of a message in fragments, the first may be forgotten before the last one comes.
      if (event?._tag === 'Received' && event.message._tag === 'Rumor' && event.message.part > 0) continue
      expect(explainedFrom(one, aboutRumor(notice.rumor), n)?.facts).toContainEqual(
        expect.objectContaining({
          n,
          says: expect.stringMatching(/^it has been here since before this journal begins/),
        }),
      )
    }
  })
})

describe('each rule that an account cites', () => {
  const protocol = readFileSync('core/PROTOCOL.md', 'utf8')
  const rules = [membershipRules, rumorRules, rejections, drops].flatMap((table) =>
    Object.values<(typeof rejections)[keyof typeof rejections]>(table),
  )

  it.each(
    rules.flatMap((rule) => (rule === null ? [] : [[rule.section, rule.says] as const])),
  )('is in the protocol: %s, %s', (section) => {
    const [chapter = '', item] = section.split('.')
    const [, body = ''] = protocol.split(`\n## ${chapter}. `)
    const text = body.split('\n## ')[0] ?? ''
    expect(text).not.toBe('')
    if (item !== undefined) expect(text).toMatch(new RegExp(`^${item}\\. `, 'm'))
  })
})
