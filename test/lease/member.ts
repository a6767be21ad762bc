import {
  asInstant,
  asNodeId,
  type Config,
  type ConfigInput,
  type Kept,
  type NodeId,
  type State,
} from '../../core/index.ts'
import { deadline } from '../../core/step.ts'
import { configOf, plain } from '../arbitrary/config.ts'
import { memberWith } from '../arbitrary/member.ts'
import { type Answer, hear, wake } from '../arbitrary/say.ts'

export const NOW = 1_000_000
export const LEASE = 600_000

/** When the lease of `tenant` ends: before its next heartbeat. */
export const END = NOW + 100

export const others = (count: number, letter: string): ReadonlyArray<NodeId> =>
  Array.from({ length: count }, (_, index) => asNodeId(`${letter}:${index}`))

/** The paper's plain protocol, without jitter and without an estimate, unless a test is about them. */
export const configWith = (input: ConfigInput = {}): Config =>
  configOf({
    ...plain,
    jitterPercent: 0,
    leaseJitterPercent: 0,
    sizeEpoch: 0,
    lease: LEASE,
    isolationTimeout: 60_000,
    ...input,
  })

interface Tenancy {
  readonly config?: Config
  readonly members?: ReadonlyArray<NodeId>
  readonly holders?: ReadonlyArray<NodeId>
  /** What the last epochs have counted. */
  readonly history?: ReadonlyArray<number>
}

/** A member at time `NOW` whose lease is about to end. Of its holders the first is the oldest. */
export const tenant = ({ config = configWith(), members, holders, history = [] }: Tenancy = {}): State => {
  const now = asInstant(NOW)
  const member = memberWith(config, members ?? others(3, 'm'), holders ?? others(4, 'h'))
  const { size } = member
  const grown: State = {
    ...member,
    now,
    attempts: 6,
    inView: member.inView.map((arc, index) => ({ ...arc, heardAt: now, since: asInstant(500_000 + index) })),
    pulse: { beatAt: asInstant(NOW + 50_000), sentAt: now, probeAt: null, heardAt: now },
    lease: { endsAt: asInstant(END), renewal: null },
    size: size === null ? null : { ...size, startedAt: now, endsAt: asInstant(NOW + 60_000), history },
  }
  return { ...grown, alarm: deadline(grown) }
}

/** The number of its renewal. */
export const NUMBER = 7

/** The lease of a member ends. */
export const ended = (state: State, entropy = 1): Answer => wake(state, { at: END, entropy })

/** A contact has answered the walk. */
export const answered = (state: State): Answer =>
  hear(ended(state)[0], asNodeId('x:1'), { _tag: 'Contact', search: NUMBER })

/** The word of a keeper, which asks for no acknowledgement. */
export const keptFor = (number: number): Kept => ({ _tag: 'Kept', handover: 0, number })

/** Keepers of the renewal report, one after the other. */
export const keepers = (state: State, count: number, letter = 'k'): ReadonlyArray<Answer> => {
  const answers: Answer[] = []
  let before = state
  for (const id of others(count, letter)) {
    const answer = hear(before, id, keptFor(NUMBER))
    answers.push(answer)
    before = answer[0]
  }
  return answers
}
