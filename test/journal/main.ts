import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Outcome } from '../reliability/case.ts'
import { type Chosen, runSuite } from '../suite.ts'
import { demo } from './case/demo.ts'
import { kill } from './case/kill.ts'
import { majors } from './case/majors.ts'
import type { JournalCase } from './case.ts'

const cases: ReadonlyArray<JournalCase> = [demo, kill, majors]

const play = async ({ run }: JournalCase, chosen: Chosen): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'gossip-journal-'))
  try {
    return await run({ ...chosen, folder })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await runSuite({
  script: 'test:journal',
  description:
    'Show on real processes that what they record can be replayed. The seed decides who publishes, dies and leaves, not the timing.',
  cases,
  play,
})
