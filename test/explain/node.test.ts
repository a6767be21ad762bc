import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { causes, type State, type View } from '../../core/index.ts'
import type { Account } from '../../shell/explain/fact.ts'
import { begun } from '../../shell/explain/inquiry.ts'
import { aboutArc, aboutNode } from '../../shell/explain/membership/account.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import { other } from '../arbitrary/id.ts'
import { type Run, run } from '../arbitrary/run.ts'
import { headerOf } from '../log/record.ts'
import { holds } from '../property/holds.ts'
import { explained, explainedFrom, factsOf, noticesOf, resumedAt, stepsOf, told } from './explained.ts'

const VIEWS: ReadonlyArray<View> = ['PartialView', 'InView']

/** Every arc to or from `id` that came or went, with the event. */
const changesOf = (steps: ReadonlyArray<Step>, id: string) =>
  steps.flatMap((step) =>
    noticesOf(step).flatMap((notice) =>
      (notice._tag === 'ArcAdded' || notice._tag === 'ArcRemoved') && notice.peer.id === id
        ? [{ n: step.n, notice }]
        : [],
    ),
  )

const isIn = (state: State, view: View, id: string): boolean =>
  (view === 'PartialView' ? state.partialView : state.inView).some((peer) => peer.id === id)

const isHeldAtEnd = (one: Run, view: View, id: string): boolean => {
  const end = stepsOf(one).at(-1)?.after ?? one.start
  return isIn(end, view, id)
}

const verdictAgrees = (account: Account | null, one: Run, id: string): void => {
  for (const view of VIEWS) {
    const said = account?.verdict.some((sentence) => sentence.startsWith(`In the ${view}`)) ?? false
    expect(said).toBe(isHeldAtEnd(one, view, id))
  }
}

describe('the account of a node', () => {
  holds('tells every arc that came or went, with its event and its rule', [run, other], (one, id) => {
    const facts = factsOf(explained(one, aboutNode(id)))
    for (const { n, notice } of changesOf(stepsOf(one), id)) {
      const way = notice._tag === 'ArcAdded' ? 'into' : 'out of'
      // Of some, the event shows more than the notice says.
      const isCloser = ['healed', 'swapped', 'restarted'].includes(notice.because)
      const rule = isCloser ? expect.anything() : causes[notice.because]
      const says = isCloser
        ? expect.stringContaining(`${way} the ${notice.view}: `)
        : `${way} the ${notice.view}: ${rule.says}`
      expect(facts).toContainEqual(expect.objectContaining({ n, says, rule, boot: notice.peer.boot }))
    }
  })

  holds('tells of no arc that did not come or go', [run, other], (one, id) => {
    const told = factsOf(explained(one, aboutNode(id))).filter(
      ({ says, boot }) => /^(into|out of) the /.test(says) && boot !== null,
    )
    expect(told).toHaveLength(changesOf(stepsOf(one), id).length)
  })

  holds('is in the order of events, with the times that they had', [run, other], (one, id) => {
    const steps = stepsOf(one)
    const facts = factsOf(explained(one, aboutNode(id)))
    expect(facts.map(({ n }) => n)).toEqual(facts.map(({ n }) => n).sort((a, b) => a - b))
    for (const { n, at } of facts) expect(at).toBe(steps[n - 1]?.after.now)
  })

  holds('names only earlier events as causes, each once', [run, other], (one, id) => {
    for (const { n, because } of factsOf(explained(one, aboutNode(id)))) {
      expect(because.filter((cause) => cause >= n || cause < 1)).toEqual([])
      expect(because).toEqual([...new Set(because)].sort((a, b) => a - b))
    }
  })

  holds('ends with a verdict that agrees with both views', [run, other], (one, id) => {
    const account = explained(one, aboutNode(id))
    verdictAgrees(account, one, id)
    const changes = changesOf(stepsOf(one), id)
    for (const view of VIEWS) {
      const latest = changes.filter(({ notice }) => notice.view === view).at(-1)
      if (latest === undefined || account === null) continue
      const way = latest.notice._tag === 'ArcAdded' ? `In the ${view} since` : `Gone from the ${view} at`
      expect(account.verdict.filter((said) => said.startsWith(`${way} #${latest.n} `))).toHaveLength(1)
    }
  })

  holds('says nothing only where the two never spoke', [run, other], (one, id) => {
    if (explained(one, aboutNode(id)) !== null) return
    for (const { event, effects } of stepsOf(one)) {
      expect(event._tag === 'Received' && event.from === id).toBe(false)
      expect(effects.some((effect) => effect._tag === 'Send' && effect.to === id)).toBe(false)
    }
  })

  holds('finds the walk that a contact has answered', [run, other], (one, id) => {
    const steps = stepsOf(one)
    const facts = factsOf(explained(one, aboutNode(id)))
    for (const { n, notice } of changesOf(steps, id)) {
      const event = steps[n - 1]?.event
      if (event?._tag !== 'Received' || event.message._tag !== 'Contact' || notice._tag !== 'ArcAdded')
        continue
      const { search } = event.message
      const walks = steps.filter(({ effects }) =>
        effects.some(
          (effect) =>
            (effect._tag === 'Send' || effect._tag === 'Dial') &&
            effect.message._tag === 'Walk' &&
            effect.message.seeker === one.start.self.id &&
            effect.message.search === search,
        ),
      )
      const earlier = walks.map((walk) => walk.n).filter((walk) => walk < n)
      const fact = facts.find((each) => each.n === n && each.says.startsWith('into the PartialView'))
      expect(fact?.because).toEqual(earlier)
      expect(facts.map((each) => each.n)).toEqual(expect.arrayContaining(earlier))
    }
  })
})

describe('the account of an arc', () => {
  holds('tells all that changed in its view, and nothing of the other', [run, other], (one, id) => {
    const changes = changesOf(stepsOf(one), id)
    for (const view of VIEWS) {
      const facts = factsOf(explained(one, aboutArc('arc', id, view))).filter(({ boot }) => boot !== null)
      const expected = changes.filter(({ notice }) => notice.view === view)
      const told = facts.filter(({ says }) => /^(into|out of) the /.test(says) && says.includes(view))
      expect(told.map(({ n }) => n)).toEqual(expected.map(({ n }) => n))
    }
  })
})

const cut = fc.integer({ min: 0, max: 60 })

describe('a journal that begins in the middle', () => {
  holds('says of the arcs that were there that they were', [run, other, cut], (one, id, events) => {
    const before = stepsOf(one)[events]?.before
    if (before === undefined) return
    const account = explainedFrom(one, aboutNode(id), events)
    for (const view of VIEWS) {
      const held = isIn(before, view, id)
      const said = factsOf(account).some(
        ({ n, says }) => n === events && says === `in the ${view} since before this journal begins`,
      )
      expect(said).toBe(held)
    }
    verdictAgrees(account, one, id)
  })

  holds(
    'of which a part is missing still ends with the right verdict',
    [run, other, cut, cut],
    (one, id, a, b) => {
      const steps = stepsOf(one)
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const state = steps[to]?.before
      if (state === undefined) return
      const first = told(begun(aboutNode(id), headerOf(one), one.start), steps.slice(0, from))
      const account = told(first.resume(resumedAt(one, state, to), state), steps.slice(to)).account()
      verdictAgrees(account, one, id)
      const read = [...steps.slice(0, from), ...steps.slice(to)].map(({ after }) => after)
      for (const view of VIEWS)
        if (read.some((known) => isIn(known, view, id)))
          expect(account?.verdict.join()).not.toContain(`Never in the ${view}`)
      for (const { n, because } of factsOf(account)) {
        expect(n <= from || n >= to).toBe(true)
        expect(because.every((cause) => cause < n)).toBe(true)
      }
    },
  )
})
