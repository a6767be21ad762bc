import { Worker } from 'node:worker_threads'
import type { Figures, Finding } from './fuzzer.ts'
import { type Job, makeShared, makeSlot, type Report } from './job.ts'

export interface Watched {
  readonly figures: Figures
  readonly seconds: number
  readonly finding: Finding | null
}

const PROGRAM = new URL('./worker.js', import.meta.url)

/** Who is told how it goes. */
export interface Audience {
  readonly begun: (promise: string) => void
  readonly going: (figures: Figures, seconds: number) => void
}

/** Runs a job in a thread; one that stays with an input for `hang` seconds at least is ended, which is a finding. */
export const watch = (job: Omit<Job, 'shared'>, hang: number, { begun, going }: Audience): Promise<Watched> =>
  new Promise((resolve, reject) => {
    const shared = makeShared()
    const slot = makeSlot(shared)
    const worker = new Worker(PROGRAM, { workerData: { ...job, shared } })
    let latest: Omit<Watched, 'finding'> = { figures: { executions: 0, blocks: 0, corpus: 0 }, seconds: 0 }
    let turn = slot.turn()
    const end = (watched: Watched): void => {
      clearInterval(timer)
      void worker.terminate()
      resolve(watched)
    }
    const timer = setInterval(() => {
      const now = slot.turn()
      // Before the first input the thread loads and makes its seeds.
      if (now !== 0 && now === turn)
        end({
          ...latest,
          finding: { problem: `did not end within ${hang} s`, input: slot.read() },
        })
      turn = now
    }, hang * 1_000)
    worker.on('message', (report: Report) => {
      if (report._tag === 'Begun') return begun(report.promise)
      latest = { figures: report.figures, seconds: report.seconds }
      if (report._tag === 'Done') end({ ...latest, finding: report.finding })
      else going(report.figures, report.seconds)
    })
    worker.on('error', (error) => {
      clearInterval(timer)
      reject(error)
    })
  })
