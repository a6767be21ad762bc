import { afterOverlap } from './experiment/after-overlap.ts'
import { contacts } from './experiment/contacts.ts'
import { crashes } from './experiment/crashes.ts'
import { isolation } from './experiment/isolation.ts'
import { leases, longLeases } from './experiment/leases.ts'
import { lossyJoins } from './experiment/lossy-joins.ts'
import { overlappingJoins } from './experiment/overlapping-joins.ts'
import { shrinking } from './experiment/shrinking.ts'
import { viewDistribution } from './experiment/view-distribution.ts'
import { viewSize } from './experiment/view-size.ts'
import type { Experiment } from './experiment.ts'

/** In the order of the report. */
export const experiments: ReadonlyArray<Experiment> = [
  viewSize,
  viewDistribution,
  crashes,
  contacts,
  leases,
  longLeases,
  shrinking,
  isolation,
  overlappingJoins,
  afterOverlap,
  lossyJoins,
]
