import { checkpointOf, type State } from '../../../core/index.ts'
import { toJson } from '../../node/journal/line.ts'
import type { JournalUnreadable, Played } from '../../node/journal/play.ts'
import { isOver, type Replay } from '../../node/journal/replay.ts'

/** Exit code: a file can't be read. */
export const UNREADABLE = 2

export interface ReportOptions {
  readonly state: boolean
  readonly json: boolean
  readonly seconds: number
}

export const exitCodeOf = ({ replay }: Played): number => (isOver(replay) ? 1 : 0)

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
  Z_DATA_ERROR: 'it is not gzipped, although its name says so, or it is damaged',
  Z_BUF_ERROR: 'it is cut off within what gzip has written',
  'not sealed': 'it does not end with a checksum: no line of a journal, or a damaged one',
  'wrong checksum': 'it is damaged: its checksum is another',
  'out of order': 'an event is missing before it, or comes twice',
  'written by a later version':
    'the journal was written by a later version of this package; replay it with that one',
}

export const renderUnreadable = ({ file, line, reason }: JournalUnreadable): string =>
  `${file}: ${line === null ? '' : `line ${line}: `}${reasons[reason] ?? reason}`

/** The outcome for a person, or as JSON. */
export const render = (played: Played, options: ReportOptions): string =>
  options.json ? json(played, options) : text(played, options)

/** The revision that has recorded the journal, where it is another than this library's. */
const foreign = ({ playing }: Replay): number | null =>
  playing === null || playing.isComparable ? null : playing.header.behaviour

const json = ({ replay, torn }: Played, { state, seconds }: ReportOptions): string => {
  const { events, checks, unchecked, divergence, violation, playing } = replay
  return toJson({
    events,
    checks,
    verified: checks > 0 && !isOver(replay) && foreign(replay) === null,
    divergence: divergence && { ...divergence, before: plain(divergence.before) },
    torn: torn.length > 0,
    seconds,
    unchecked,
    revision: foreign(replay),
    violation: violation && { ...violation, before: plain(violation.before) },
    ...(state && playing !== null ? { state: plain(playing.state) } : {}),
  })
}

const plain = (state: State): object => checkpointOf(state)

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`

const text = ({ replay, torn }: Played, { state, seconds }: ReportOptions): string => {
  const { events, playing } = replay
  return [
    ...findings(replay),
    ...torn.map((file) => `${file}: the last line was cut off, as by a crash, and is left out`),
    `${count(events, 'event')} in ${seconds.toFixed(2)} s`,
    ...(state && playing !== null ? [toJson(plain(playing.state))] : []),
  ].join('\n')
}

const findings = (replay: Replay): ReadonlyArray<string> => {
  const { checks, unchecked, divergence, violation } = replay
  const revision = foreign(replay)
  if (divergence !== null) {
    const { n, of, expected, actual, before } = divergence
    return [
      `diverges at event ${n}: the fingerprint of ${of} is ${actual}, was ${expected}`,
      `the state when they agreed last: ${toJson(plain(before))}`,
    ]
  }
  if (violation !== null) {
    return [
      `event ${violation.n} breaks ${violation.invariants.join(', ')}`,
      `the state before it: ${toJson(plain(violation.before))}`,
    ]
  }
  if (revision !== null) {
    return [
      `recorded by revision ${revision} of the protocol's behaviour, which is another than this one: fingerprints ` +
        'were not compared, all invariants hold',
    ]
  }
  const tail =
    unchecked === 0
      ? ''
      : `; ${count(unchecked, 'event')} at the end ${unchecked === 1 ? 'has' : 'have'} none`
  return [`verified: ${count(checks, 'fingerprint')} agree${checks === 1 ? 's' : ''}${tail}`]
}
