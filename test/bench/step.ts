import { arrivals } from './arrival.ts'
import { fight } from './duel.ts'
import type { Finding } from './finding.ts'
import { fromState } from './mutable/node.ts'
import { runMutable } from './mutable/run.ts'
import { runPure } from './pure.ts'
import { EVENTS, workloads } from './workload.ts'

/** `step` against the same handler written by hand, with plain objects that are changed in place. */
export const benchStep = (): ReadonlyArray<Finding> =>
  workloads.map((workload) =>
    fight({
      name: workload.name,
      against: 'mutable, by hand',
      ours: () => runPure(workload.start, arrivals(workload.mail)),
      theirs: () => runMutable(fromState(workload.start), arrivals(workload.mail)),
      count: EVENTS,
      aim: workload.aim,
    }),
  )
