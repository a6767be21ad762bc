import { runSuite } from '../suite.ts'
import { burst } from './case/burst.ts'
import { churn } from './case/churn.ts'
import { cut } from './case/cut.ts'
import { defaults } from './case/defaults.ts'
import { eager } from './case/eager.ts'
import { leases } from './case/leases.ts'
import { million } from './case/million.ts'
import { restart } from './case/restart.ts'
import { shrinking } from './case/shrinking.ts'
import type { Case } from './case.ts'

const cases: ReadonlyArray<Case> = [eager, defaults, churn, burst, cut, restart, leases, shrinking, million]

await runSuite({
  script: 'reliability',
  description: 'Show on simulated nodes that what was promised holds. The seed decides everything.',
  cases,
  play: ({ run }, { seed, isShort }) => run(seed, isShort ? 'short' : 'full'),
})
