import { checked, step } from '../../../core/index.ts'
import { command, run, stateOf } from '../../../shell/simulation/index.ts'
import { type Case, faultsOf } from '../case.ts'
import { grown, memberAt, rounded } from '../crowd.ts'

const NODES = 3
const RUMORS = { full: 1_000_000, short: 500_000 }
const BYTES = 32
// Two thousand rumors a second.
const AT_ONCE = 10
const PAUSE = 5
// What is kept grows to its limit and is halved then, every 8,192 rumors: so the mean over some of these rounds counts.
const SAMPLES = 32
const BETWEEN = 2_048
// The invariants look through all that is seen and kept: here only once in so many steps.
const CHECKED = 10_000

const sparingly = (): typeof step => {
  let steps = 0
  return (state, event) => {
    steps += 1
    return steps % CHECKED === 0 ? checked(state, event) : step(state, event)
  }
}

/** Bytes in use after a collection: of the whole process, simulator and all. */
const heap = (): number => {
  if (globalThis.gc === undefined) throw new Error('run it with: npm run reliability -- --case million')
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

export const million: Case = {
  name: 'million',
  promise:
    'a million rumors through one node of three, 2,000 a second: the heap after collections is at the end within 5 % of what it is at half of them',
  run: (seed, scale) => {
    const group = grown(seed, NODES, 0, {}, sparingly())
    const { world, members } = group
    const subject = memberAt(group, 0)
    let passed = 0
    world.observe = (occurrence) => {
      if (occurrence._tag !== 'Stepped' || occurrence.self.id !== subject) return
      for (const effect of occurrence.effects) {
        const tag = effect._tag === 'Notify' ? effect.notice._tag : null
        if (tag === 'Delivered' || tag === 'Published') passed += 1
      }
    }
    const publishUntil = (count: number): void => {
      for (let turn = 0; passed < count; turn++) {
        const payload = new Uint8Array(BYTES)
        command(world, memberAt(group, turn % members.length), { _tag: 'Publish', payload })
        if (turn % AT_ONCE === 0) run(world, PAUSE)
      }
    }
    const heapBefore = (count: number): number => {
      const samples = Array.from({ length: SAMPLES }, (_, index) => {
        publishUntil(count - (SAMPLES - index - 1) * BETWEEN)
        return heap()
      })
      return samples.reduce((sum, bytes) => sum + bytes, 0) / SAMPLES
    }
    const half = heapBefore(RUMORS[scale] / 2)
    const end = heapBefore(RUMORS[scale])
    const { young, old } = stateOf(world, subject).store
    return {
      figures: {
        rumors: passed,
        'rumors kept at the end': young.size + old.size,
        'MiB at half of them': rounded(half / 2 ** 20),
        'MiB at the end': rounded(end / 2 ** 20),
        ratio: rounded(end / half, 3),
      },
      faults: faultsOf([[Math.abs(end / half - 1) <= 0.05, 'the heap has changed by more than 5 %']]),
    }
  },
}
