import { checkpointOf, type State } from '../../../core/index.ts'
import type { JournalUnreadable } from '../../node/journal/items.ts'
import { toJson } from '../../node/journal/line.ts'
import type { Played } from '../../node/journal/play.ts'
import { isOver, type Replay } from '../../node/journal/replay.ts'
import { count } from '../wording.ts'

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

const isVerified = (replay: Replay): boolean =>
  replay.checks > 0 && !isOver(replay) && replay.uncompared === 0

const json = ({ replay, torn }: Played, { state, seconds }: ReportOptions): string => {
  const { playing, divergence, violation, thrown, ...counts } = replay
  const plainly = <A extends { readonly before: State }>(found: A | null): object | null =>
    found && { ...found, before: plain(found.before) }
  return toJson({
    events: counts.events,
    checks: counts.checks,
    verified: isVerified(replay),
    divergence: plainly(divergence),
    torn: torn.length > 0,
    seconds,
    unchecked: counts.unchecked,
    missing: counts.missing,
    uncompared: counts.uncompared,
    revisions: counts.revisions,
    violation: plainly(violation),
    thrown: plainly(thrown),
    ...(state && playing !== null ? { state: plain(playing.state) } : {}),
  })
}

const plain = (state: State): object => checkpointOf(state)

const text = ({ replay, torn }: Played, { state, seconds }: ReportOptions): string => {
  const { events, playing } = replay
  return [
    ...(isOver(replay) ? finding(replay) : agreement(replay)),
    ...torn.map((file) => `${file}: the last line was cut off, as by a crash, and is left out`),
    `${count(events, 'event')} in ${seconds.toFixed(2)} s`,
    ...(state && playing !== null ? [toJson(plain(playing.state))] : []),
  ].join('\n')
}

/** What a replay has ended with. */
const finding = ({ divergence, violation, thrown }: Replay): ReadonlyArray<string> => {
  if (divergence !== null) {
    const { n, of, expected, actual, before } = divergence
    return [
      `diverges at event ${n}: the fingerprint of ${of} is ${actual}, was ${expected}`,
      `the state when they agreed last: ${toJson(plain(before))}`,
    ]
  }
  if (violation !== null)
    return [
      `event ${violation.n} breaks ${violation.invariants.join(', ')}`,
      `the state before it: ${toJson(plain(violation.before))}`,
    ]
  if (thrown === null) return []
  const { n, error, event, before } = thrown
  return [
    `event ${n} makes step throw: ${error}`,
    `the event: ${toJson(event)}`,
    `the state before it: ${toJson(plain(before))}`,
  ]
}

const agreement = ({ checks, unchecked, missing, uncompared, revisions }: Replay): ReadonlyArray<string> => [
  ...verdict(checks, unchecked, uncompared),
  ...(missing === 0
    ? []
    : [`${count(missing, 'event')} in between ${missing === 1 ? 'is' : 'are'} in none of these files`]),
  ...(revisions.length === 0
    ? []
    : [
        `recorded by revision ${revisions.join(' and ')} of the protocol's behaviour, which is another than this ` +
          `one: of ${count(uncompared, 'event')} fingerprints were not compared, all invariants hold`,
      ]),
]

const verdict = (checks: number, unchecked: number, uncompared: number): ReadonlyArray<string> => {
  const tail =
    unchecked === 0
      ? ''
      : `; ${count(unchecked, 'event')} at the end ${unchecked === 1 ? 'has' : 'have'} none`
  if (checks > 0) return [`verified: ${count(checks, 'fingerprint')} agree${checks === 1 ? 's' : ''}${tail}`]
  return uncompared > 0 ? [] : [`nothing to verify: there is no fingerprint yet`]
}
