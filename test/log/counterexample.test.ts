import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { isOver } from '../../shell/node/journal/replay.ts'
import { passages, run } from '../arbitrary/run.ts'
import { sent } from '../arbitrary/say.ts'
import { report } from '../property/counterexample.ts'
import { said } from './command.ts'
import { played } from './place.ts'

/** That no node ever sends a heartbeat: one does before long. */
const isQuiet = fc.property(run, (one) => {
  for (const { effects } of passages(one)) expect(sent(effects, 'Heartbeat')).toEqual([])
})

it('a counterexample is written as a journal, which is replayed and shows what was wrong', async () => {
  const details = fc.check(isQuiet, { seed: 1 })
  expect(details.failed).toBe(true)
  const failure = (() => {
    try {
      report(details)
    } catch (error) {
      return String(error)
    }
    return ''
  })()
  expect(failure).toMatch(/Property failed/)
  const [, file = ''] = /as a journal: (.*\.jsonl)/.exec(failure) ?? []
  onTestFinished(() => rmSync(file, { force: true }))
  const events = details.counterexample?.[0].events.length
  const { replay } = await played([file])
  expect(isOver(replay)).toBe(false)
  expect(replay).toMatchObject({ events, checks: (events ?? 0) + 1 })
  const { code, out } = await said(['replay', file, '--effects'])
  expect(code).toBe(0)
  expect(out).toMatch(/"_tag":"Heartbeat"/)
})
