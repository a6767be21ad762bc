import { parentPort, workerData } from 'node:worker_threads'
import { makeCoverage } from './coverage.ts'
import { type Figures, fuzz, judge, shrunk } from './fuzzer.ts'
import { type Job, makeSlot, type Report } from './job.ts'
import { loadTarget } from './targets.ts'

/* Runs in a thread of its own, so that another one sees when it hangs. */

// What the other thread gives it.
const job = workerData as Job

const say = (report: Report): void => parentPort?.postMessage(report)

const target = await loadTarget(job.target)
say({ _tag: 'Begun', promise: target.promise })

const REPORT_MS = 1_000

const start = performance.now()
let toldAt = start

const secondsSince = (): number => (performance.now() - start) / 1_000

const isOver = (figures: Figures): boolean => {
  const now = performance.now()
  if (now - toldAt > REPORT_MS) {
    toldAt = now
    say({ _tag: 'Going', figures, seconds: secondsSince() })
  }
  return figures.executions >= job.executions || secondsSince() >= job.seconds
}

const slot = makeSlot(job.shared)
const folders = ['core', 'shell'].map((part) => new URL(`../../${part}/`, import.meta.url).href)
const coverage = makeCoverage(folders)

if (job.repeat === null) {
  const { finding, ...figures } = fuzz(target, job.seed, { coverage, isOver, trying: slot.write })
  const small = finding === null ? null : shrunk(target, finding, slot.write)
  say({ _tag: 'Done', figures, finding: small, seconds: secondsSince() })
} else {
  // The seeds are what some targets know to be right.
  target.seeds(job.seed)
  coverage.skip()
  slot.write(job.repeat)
  const { finding } = judge(target, job.repeat, coverage)
  const figures = { executions: 1, blocks: coverage.blocks(), corpus: 0 }
  say({ _tag: 'Done', figures, finding, seconds: secondsSince() })
}
