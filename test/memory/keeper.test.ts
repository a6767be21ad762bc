import * as Either from 'fp-ts/lib/Either.js'
import { beforeEach, expect, it } from 'vitest'
import { asInstant, type Memory, type Peer, type State } from '../../core/index.ts'
import { outArc } from '../../core/membership/view.ts'
import type { OutArc } from '../../core/state.ts'
import { type Keeper, makeKeeper } from '../../shell/keeper.ts'
import type { MemoryUnwritten } from '../../shell/memory.ts'
import type { ShellNotice } from '../../shell/notice.ts'
import { born } from '../arbitrary/run.ts'
import { config } from '../bench/config.ts'
import { memory, peer } from './place.ts'

const a = peer('a:1', 1)
const b = peer('b:1', 1)

let state: State
let now: number
let alarm: { readonly at: number; readonly ring: () => void } | null
let saved: Memory[]
let notices: ShellNotice[]
let outcome: Either.Either<MemoryUnwritten, void>

const unwritten: MemoryUnwritten = { _tag: 'MemoryUnwritten', file: 'memory.json', code: 'ENOSPC' }

/** A keeper of a node that holds `a`; nothing in it waits for real time or a real disk. */
const keep = (first: Memory = { ...memory, nodes: [] }): Keeper =>
  makeKeeper({
    host: {
      state: () => state,
      bulletin: { announce: (notice) => void notices.push(notice), listen: () => () => undefined },
    },
    store: {
      save: (kept) => () => {
        saved.push(kept)
        return Promise.resolve(outcome)
      },
    },
    first,
    clock: { now: () => asInstant(now) },
    makeAlarm: (ring) => ({
      set: (at) => {
        alarm = at === null ? null : { at, ring }
      },
    }),
  })

const holding = (peer: Peer): OutArc => outArc(peer, asInstant(0))

beforeEach(() => {
  state = { ...born(config, 1), phase: { _tag: 'Member' }, partialView: [holding(a)] }
  now = 0
  alarm = null
  saved = []
  notices = []
  outcome = Either.right(undefined)
})

/** Lets the alarm go off, and gives how long it took. */
const ring = async (): Promise<number> => {
  const due = alarm
  if (due === null) throw new Error('no alarm is set')
  alarm = null
  const waited = due.at - now
  now = due.at
  due.ring()
  await new Promise(setImmediate)
  return waited
}

it('the memory is saved every five seconds, as it is then', async () => {
  keep()
  expect(saved).toEqual([])
  expect(await ring()).toBe(5_000)
  expect(saved).toMatchObject([{ boot: state.self.boot, viewSize: 1, nodes: [a] }])
  state = { ...state, partialView: [holding(b), holding(a)] }
  expect(await ring()).toBe(5_000)
  expect(saved[1]).toMatchObject({ viewSize: 2, nodes: [b, a] })
})

it('a save that fails is a notice each time, comes less and less often, and is forgotten once one succeeds', async () => {
  keep()
  outcome = Either.left(unwritten)
  const waits: number[] = []
  while (waits.length < 10) waits.push(await ring())
  expect(waits.map((wait) => wait / 5_000)).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64, 64])
  expect(notices).toEqual(Array.from({ length: 10 }, () => unwritten))
  outcome = Either.right(undefined)
  await ring()
  expect(await ring()).toBe(5_000)
  expect(notices).toHaveLength(10)
})

it('what a node knew before it knows nobody is kept', async () => {
  state = { ...state, phase: { _tag: 'Alone' }, partialView: [] }
  keep(memory)
  await ring()
  expect(saved).toEqual([memory])
})

it('what a node knew before it left is kept', async () => {
  const keeper = keep()
  await keeper.save()
  state = {
    ...state,
    phase: { _tag: 'Leaving', until: asInstant(9) },
    partialView: [],
    inView: [{ ...b, heardAt: asInstant(1), since: asInstant(1), eager: true }],
  }
  await ring()
  state = { ...state, phase: { _tag: 'Gone' } }
  await keeper.close()
  expect(saved).toHaveLength(3)
  for (const kept of saved) expect(kept.nodes).toEqual([a])
})

it('the last memory is saved at the end, and none after it, which would be in the way of the next life', async () => {
  const keeper = keep()
  const due = alarm
  state = { ...state, partialView: [holding(b)] }
  await keeper.close()
  expect(saved).toMatchObject([{ nodes: [b] }])
  expect(alarm).toBeNull()
  await keeper.save()
  expect(saved).toHaveLength(1)
  // A save that was under way when the end came sets no alarm any more.
  due?.ring()
  await new Promise(setImmediate)
  expect(alarm).toBeNull()
})
