import { asInstant, asNodeId, type Config, type Message, type State } from '../../core/index.ts'
import { deadline } from '../../core/step.ts'
import { configOf } from '../arbitrary/config.ts'
import { self } from '../arbitrary/id.ts'
import { memberWith } from '../arbitrary/member.ts'
import { sketchOf } from './count.ts'

export const EPOCH = 30_000
export const NOW = 100_000

/** The end of the epoch that `counting` is in, before its next heartbeat. */
export const END = NOW + 500

export const [a, b] = [asNodeId('a:1'), asNodeId('b:1')]

export const config: Config = configOf({ jitterPercent: 0, sizeEpoch: EPOCH, sizeHistoryLimit: 3 })

export type Size = NonNullable<State['size']>

/** A member in the midst of a life, at time `NOW`, in an epoch that it entered by its own clock. */
export const counting = (size: Partial<Size> = {}, phase: State['phase'] = { _tag: 'Member' }): State => {
  const now = asInstant(NOW)
  const member = memberWith(config, [a, b], [a, b])
  const grown: State = {
    ...member,
    now,
    phase,
    partialView: member.partialView.map((arc) => ({ ...arc, heardAt: now })),
    inView: member.inView.map((arc) => ({ ...arc, heardAt: now })),
    pulse: { beatAt: asInstant(NOW + 900), sentAt: now, probeAt: null, heardAt: now },
    size: {
      sketch: sketchOf(5, [self.id]),
      startedAt: asInstant(END - EPOCH),
      endsAt: asInstant(END),
      history: [],
      ...size,
    },
  }
  return { ...grown, alarm: deadline(grown) }
}

/** The kinds of message that count along. */
export const carriers: ReadonlyArray<readonly [string, (sketch: Size['sketch'] | null) => Message]> = [
  ['a heartbeat', (sketch) => ({ _tag: 'Heartbeat', sketch })],
  ['an answer to a heartbeat', (sketch) => ({ _tag: 'Answer', sketch, eager: true })],
  ['an acknowledgement', (sketch) => ({ _tag: 'Acknowledge', handover: 7, sketch })],
]
