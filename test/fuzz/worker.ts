import { parentPort, workerData } from 'node:worker_threads'
import { makeCoverage } from './coverage.ts'
import { type Figures, fuzz, problemOf, shrunk } from './fuzzer.ts'
import { type Job, makeSlot, type Report } from './job.ts'
import { targets } from './targets.ts'

/* Runs in a thread of its own, so that another one sees when it hangs. */

// What the other thread gives it.
const job = workerData as Job

const say = (report: Report): void => parentPort?.postMessage(report)

const target = targets[job.target]
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

if (job.repeat === null) {
  const folders = ['core', 'shell'].map((part) => new URL(`../../${part}/`, import.meta.url).href)
  const frame = { coverage: makeCoverage(folders), isOver, trying: slot.write }
  const { finding, ...figures } = fuzz(target, job.seed, frame)
  const small = finding === null ? null : shrunk(target, finding)
  say({ _tag: 'Done', figures, finding: small, seconds: secondsSince() })
} else {
  // The seeds are what some targets know to be right.
  target.seeds(job.seed)
  slot.write(job.repeat)
  const finding = problemOf(target, job.repeat)
  const figures = { executions: 1, blocks: 0, corpus: 0 }
  say({ _tag: 'Done', figures, finding, seconds: secondsSince() })
}
