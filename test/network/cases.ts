import { burst } from './case/burst.ts'
import { cut } from './case/cut.ts'
import { fragments } from './case/fragments.ts'
import { kill } from './case/kill.ts'
import { loss } from './case/loss.ts'
import { outsider } from './case/outsider.ts'
import { pause } from './case/pause.ts'
import { quiet } from './case/quiet.ts'
import { reboot } from './case/reboot.ts'
import { restart } from './case/restart.ts'
import type { Case } from './case.ts'

export const cases: ReadonlyArray<Case> = [
  burst,
  loss,
  quiet,
  fragments,
  kill,
  cut,
  restart,
  pause,
  reboot,
  outsider,
]
