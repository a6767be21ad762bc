import { hasSeen, note } from '../../core/dissemination/seen.ts'
import type { RumorId } from '../../core/id.ts'
import type { Message } from '../../core/message.ts'
import type { State } from '../../core/state.ts'
import { arrivals, type Events } from './arrival.ts'
import { config } from './config.ts'
import { fight, type Slice } from './duel.ts'
import { atMostTimes, type Finding } from './finding.ts'
import { memberThatSaw } from './member.ts'
import { origin } from './peer.ts'
import { runPure } from './pure.ts'
import { EVENTS, rumorMail } from './workload.ts'

const MANY = 10_000
const FEW = 100

/** A set of `size` rumors of so many origins, and the rumors that come next. */
interface Filling {
  readonly start: State
  readonly next: (index: number) => RumorId
}

// Each so many rumors one has got lost, so that the ranges of an origin have gaps.
const LOST = 40

const fillingOf = (size: number, origins: number): Filling => {
  const idOf = (index: number): RumorId => {
    const { id, boot } = origin(index % origins)
    const turn = Math.floor(index / origins)
    return { origin: id, boot, sequence: 1 + turn + Math.floor(turn / LOST) }
  }
  // The next ones come in no order of their origins, or a small memory would be read in its own order.
  const scattered = (index: number): number => Math.imul(index, 7_919) % origins
  const seen = Array.from({ length: size }, (_, index) => idOf(index))
  return {
    start: memberThatSaw(seen),
    next: (index) => {
      const turn = Math.floor(size / origins) + Math.floor(index / origins)
      return idOf(turn * origins + (((scattered(index) % origins) + origins) % origins))
    },
  }
}

const eventsOf = ({ next }: Filling): Events => arrivals((index) => rumorMail(next(index), index))

const rumorsOf = (message: Message): ReadonlyArray<RumorId> => (message._tag === 'Rumor' ? [message] : [])

/** The set by itself: looked up, and noted. */
const alone = (filling: Filling): Slice => {
  let { seen } = filling.start
  return (from, to) => {
    const rumors = eventsOf(filling)(from, to).flatMap(({ message }) => rumorsOf(message))
    return () => {
      for (const rumor of rumors) {
        if (hasSeen(seen, rumor)) throw new Error('a rumor that should be new was seen before')
        const noted = note(seen, rumor, config.seenOriginLimit, config.seenRangeLimit)
        if (noted._tag === 'Noted') seen = noted.seen
      }
      return seen
    }
  }
}

const whole = (filling: Filling): Slice => runPure(filling.start, eventsOf(filling))

/** A large seen set against a small one: by itself, and within the step of a new rumor. */
export const benchSeen = (): ReadonlyArray<Finding> => {
  const shapes = [
    { of: 'origins', large: fillingOf(MANY, MANY), small: fillingOf(FEW, FEW) },
    { of: 'rumors of 10 origins', large: fillingOf(MANY, 10), small: fillingOf(FEW, 10) },
  ]
  const aim = atMostTimes(2)
  return shapes.flatMap(({ of, large, small }) => [
    fight({
      name: `seen set: ${MANY} ${of}`,
      against: `${FEW} ${of}`,
      ours: () => alone(large),
      theirs: () => alone(small),
      count: EVENTS,
      aim,
    }),
    fight({
      name: `step of a new rumor: ${MANY} ${of}`,
      against: `${FEW} ${of}`,
      ours: () => whole(large),
      theirs: () => whole(small),
      count: EVENTS,
      aim,
    }),
  ])
}
