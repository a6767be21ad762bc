import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Agenda, createAgenda } from '../../shell/simulation/agenda.ts'
import { holds } from '../property/holds.ts'

/** Null takes the earliest entry; a number adds one, so long after the entry that was taken last. */
const move = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1_000 }))

interface Entry {
  readonly at: number
  readonly item: number
}

/** An agenda as a list that is searched from its beginning. */
const createList = (): Agenda<number> => {
  const entries: Entry[] = []
  const earliest = (): Entry | undefined =>
    entries.reduce<Entry | undefined>(
      (best, entry) => (best === undefined || entry.at < best.at ? entry : best),
      undefined,
    )
  return {
    add: (at, item) => void entries.push({ at, item }),
    next: () => earliest()?.at ?? null,
    take: () => {
      const first = earliest()
      if (first !== undefined) entries.splice(entries.indexOf(first), 1)
      return first?.item
    },
  }
}

holds(
  'an agenda gives what is earliest, and of the same time what was entered first',
  [fc.array(move, { maxLength: 200 })],
  (moves) => {
    const agenda = createAgenda<number>()
    const list = createList()
    let now = 0
    for (const [item, offset] of [...moves, ...moves.map(() => null)].entries()) {
      expect(agenda.next()).toBe(list.next())
      if (offset === null) {
        now = list.next() ?? now
        expect(agenda.take()).toBe(list.take())
      } else {
        agenda.add(now + offset, item)
        list.add(now + offset, item)
      }
    }
    expect(agenda.next()).toBeNull()
  },
)

describe('an agenda', () => {
  const taken = (agenda: Agenda<string>): ReadonlyArray<string> => {
    const items: string[] = []
    for (let item = agenda.take(); item !== undefined; item = agenda.take()) items.push(item)
    return items
  }

  it('is empty at first', () => {
    const agenda = createAgenda<string>()
    expect(agenda.next()).toBeNull()
    expect(agenda.take()).toBeUndefined()
  })

  it('has what was entered for a time before that time came first, then what was entered at it', () => {
    const agenda = createAgenda<string>()
    agenda.add(5, 'before, first')
    agenda.add(5, 'before, second')
    agenda.add(7, 'later')
    expect(agenda.take()).toBe('before, first')
    agenda.add(5, 'at it')
    expect(agenda.next()).toBe(5)
    expect(taken(agenda)).toEqual(['before, second', 'at it', 'later'])
  })

  it('goes on after it was empty', () => {
    const agenda = createAgenda<string>()
    agenda.add(3, 'one')
    expect(taken(agenda)).toEqual(['one'])
    agenda.add(4, 'three')
    agenda.add(3, 'two')
    expect(taken(agenda)).toEqual(['two', 'three'])
  })
})
