import { checkpointOf, fingerprintOf, type Notice, type State } from '../../core/index.ts'
import type { Account } from '../../shell/explain/fact.ts'
import { begun, type Inquiry, type Progress } from '../../shell/explain/inquiry.ts'
import type { Header } from '../../shell/node/journal/header.ts'
import type { Step } from '../../shell/node/journal/replay.ts'
import { passages, type Run } from '../arbitrary/run.ts'
import { headerOf } from '../log/record.ts'

/** A run, step by step as a replay shows it. */
export const stepsOf = (one: Run): ReadonlyArray<Step> =>
  [...passages(one)].map((passage, index) => ({ n: index + 1, ...passage }))

/** The header of a journal that goes on in this state after `events` of the run. */
export const resumedAt = (one: Run, state: State, events: number): Header => ({
  ...headerOf(one),
  events,
  start: { state: checkpointOf(state), fingerprint: fingerprintOf(state) },
})

export const told = (progress: Progress, steps: ReadonlyArray<Step>): Progress =>
  steps.reduce((so, step) => so.observe(step), progress)

/** What the whole journal of a run says. */
export const explained = <S>(one: Run, inquiry: Inquiry<S>): Account | null =>
  told(begun(inquiry, headerOf(one), one.start), stepsOf(one)).account()

/** What the journal says whose first `events` are lost. */
export const explainedFrom = <S>(one: Run, inquiry: Inquiry<S>, events: number): Account | null => {
  const steps = stepsOf(one)
  const state = steps[events - 1]?.after ?? one.start
  return told(begun(inquiry, resumedAt(one, state, events), state), steps.slice(events)).account()
}

export const noticesOf = ({ effects }: Step): ReadonlyArray<Notice> =>
  effects.flatMap((effect) => (effect._tag === 'Notify' ? [effect.notice] : []))

export const factsOf = (account: Account | null): Account['facts'] => account?.facts ?? []
