import * as Either from 'fp-ts/lib/Either.js'
import { type Because, type Config, causes, checked, type Message, parseConfig } from '../../core/index.ts'
import {
  type Block,
  createWorld,
  faultless,
  type Occurrence,
  type World,
} from '../../shell/simulation/index.ts'
import { render } from './render.ts'
import { becauseText } from './wording.ts'

const DELAY = 10
// Where the events start in a rendered line.
const MARGIN = 13

/** Where a script is played: a world, the settings for nodes to come, and what was not told yet. */
export interface Stage {
  world: World
  parameters: Readonly<Record<string, unknown>>
  quiet: ReadonlySet<Message['_tag']>
  /** Whether nothing is told at all. */
  isHidden: boolean
  readonly occurrences: Occurrence[]
  /** Links that carry nothing, by how the script named them. */
  readonly blocks: Map<string, ReadonlyArray<Block>>
  /** The causes that were given so far. */
  readonly cited: Set<Because>
}

const worldFor = (seed: number, occurrences: Occurrence[]): World => {
  const world = createWorld({ seed, network: { ...faultless, delays: [DELAY] }, step: checked })
  world.observe = (occurrence) => {
    occurrences.push(occurrence)
  }
  return world
}

export const createStage = (): Stage => {
  const occurrences: Occurrence[] = []
  return {
    world: worldFor(1, occurrences),
    parameters: {},
    quiet: new Set(),
    isHidden: false,
    occurrences,
    blocks: new Map(),
    cited: new Set(),
  }
}

export const reseed = (stage: Stage, seed: number): void => {
  if (stage.world.starts.size > 0) throw new Error('the seed comes before the first node')
  stage.world = worldFor(seed, stage.occurrences)
}

export const configOf = ({ parameters }: Stage): Config => {
  const parsed = parseConfig(parameters)
  if (Either.isLeft(parsed)) {
    throw new Error(parsed.left.map(({ parameter, problem }) => `${parameter} ${problem}`).join('; '))
  }
  return parsed.right
}

/** Tells what happened since the last telling. */
export const tell = (stage: Stage): ReadonlyArray<string> => {
  const occurrences = stage.occurrences.splice(0)
  if (stage.isHidden) return []
  for (const occurrence of occurrences) cite(stage, occurrence)
  const beats = stage.quiet.has('Heartbeat') ? occurrences.filter(isHeartbeat).length : 0
  const summary = beats === 0 ? [] : [`${' '.repeat(MARGIN)}heartbeats heard: ${beats}`]
  return [...render(occurrences, stage.quiet), ...summary]
}

const isHeartbeat = (occurrence: Occurrence): boolean =>
  occurrence._tag === 'Stepped' &&
  occurrence.event._tag === 'Received' &&
  occurrence.event.message._tag === 'Heartbeat'

const cite = ({ cited }: Stage, occurrence: Occurrence): void => {
  if (occurrence._tag === 'Lost') return
  for (const effect of occurrence.effects) {
    if (effect._tag === 'Notify' && 'because' in effect.notice) cited.add(effect.notice.because)
  }
}

/** The rules that were given as causes so far, in the order of the protocol's sections. */
export const rules = ({ cited }: Stage): ReadonlyArray<string> =>
  [...cited].map((because) => `  ${becauseText(because).padEnd(22)} ${causes[because].says}`).sort()
