import * as Either from 'fp-ts/lib/Either.js'
import { BEHAVIOUR } from '../../../core/index.ts'
import { makeTracker, type Track } from '../../merge/track.ts'
import type { JournalUnreadable } from '../../node/journal/items.ts'
import { type Begun, type Life, readLives } from '../../node/journal/life.ts'
import { type Played, play } from '../../node/journal/play.ts'
import { isOver, nothing, type Witness } from '../../node/journal/replay.ts'

/** Two journals tell of the same events. */
export interface JournalsOverlap {
  readonly _tag: 'JournalsOverlap'
  readonly files: readonly [string, string]
  /** The first that both have. */
  readonly n: number
}

export interface Tracks {
  readonly tracks: ReadonlyArray<Track>
  /** What is left out or in doubt, in sentences. */
  readonly warnings: ReadonlyArray<string>
}

type Outcome<A> = Either.Either<JournalUnreadable | JournalsOverlap, A>

/** Reads and replays journals of any nodes, given in any order. Notices are left out where they are not wanted. */
export const readTracks = async (
  files: ReadonlyArray<string>,
  hasNotices: boolean,
): Promise<Outcome<Tracks>> => {
  const lives = await readLives(files)
  if (Either.isLeft(lives)) return lives
  let all: Tracks = { tracks: [], warnings: [] }
  for (const life of lives.right) {
    const read = await readLife(life, hasNotices)
    if (Either.isLeft(read)) return read
    const { tracks, warnings } = read.right
    all = { tracks: [...all.tracks, ...tracks], warnings: [...all.warnings, ...warnings] }
  }
  return Either.right(all)
}

const readLife = async (life: Life, hasNotices: boolean): Promise<Outcome<Tracks>> => {
  const tracker = makeTracker(hasNotices)
  const witness: Witness = { opened: tracker.opened, stepped: tracker.stepped }
  const options = { invariants: false, witness, until: Number.POSITIVE_INFINITY }
  let played: Played = { replay: nothing, torn: [] }
  let warnings: ReadonlyArray<string> = life.flatMap(foreign)
  let before = ''
  for (const { file, header } of life) {
    const n = played.replay.playing?.n ?? header.events
    if (header.events < n)
      return Either.left({ _tag: 'JournalsOverlap', files: [before, file], n: header.events + 1 })
    if (header.events > n) warnings = [...warnings, gap({ file, header }, n)]
    const next = await play(file, played, options)()
    if (Either.isLeft(next)) return next
    played = next.right
    before = file
    if (!isOver(played.replay)) continue
    warnings = [...warnings, ending(file, played)]
    break
  }
  const torn = played.torn.map((file) => `${file}: the last line was cut off, as by a crash, and is left out`)
  const track = tracker.track()
  return Either.right({ tracks: track === null ? [] : [track], warnings: [...warnings, ...torn] })
}

const foreign = ({ file, header }: Begun): ReadonlyArray<string> =>
  header.behaviour === BEHAVIOUR
    ? []
    : [
        `${file}: recorded by revision ${header.behaviour} of the protocol's behaviour, which is another than this one: ` +
          'what the node has sent may have been something else',
      ]

/** Says what is missing where a file does not go on after the last event before it. */
const gap = ({ file, header: { self, events } }: Begun, last: number): string => {
  const which =
    events === last + 1 ? `event ${events} of ${self} is` : `events ${last + 1} to ${events} of ${self} are`
  return `${file}: ${which} missing before it, in none of the files: what happened then is unknown`
}

const ending = (file: string, { replay: { divergence, violation, playing } }: Played): string => {
  const [problem, n] =
    divergence === null
      ? [`breaks ${violation?.invariants.join(', ')}`, violation?.n]
      : ['diverges from what was recorded', divergence.n]
  const what = `the replay of ${playing?.header.self} ${problem} at event ${n}, and its timeline ends there`
  return `${file}: ${what}; see gossip replay`
}

export const renderOverlap = ({ files: [first, second], n }: JournalsOverlap): string =>
  first === second
    ? `${first} is given twice; give each journal once`
    : `${first} and ${second} both tell of event ${n} of one life of a node; give one of them`
