import {
  asBoot,
  asInstant,
  asNodeId,
  type Effect,
  type Event,
  init,
  type Message,
  type State,
  step,
} from '../../core/index.ts'
import { type Header, revision } from '../../shell/node/journal/header.ts'
import { makeRecorder, type Recorder } from '../../shell/node/journal/recorder.ts'
import type { Happening } from '../arbitrary/event.ts'
import type { Plan } from './plan.ts'

/** A message, and what has really become of it. */
export interface Sending {
  readonly from: string
  readonly sequence: number
  readonly to: string
  /** The event that it came of. */
  readonly n: number
  /** In true time, as all that follow. */
  readonly at: number
  readonly deliveries: ReadonlyArray<number>
}

export interface JournalText {
  readonly id: string
  readonly text: string
}

/** What a few nodes have written down, and what was so. */
export interface Recorded {
  readonly journals: ReadonlyArray<JournalText>
  readonly sendings: ReadonlyArray<Sending>
  readonly events: number
  /** When the last events were, in true time; what was sent then is on its way. */
  readonly end: number
  /** By node: how far its clock is ahead of true time. */
  readonly leads: ReadonlyMap<string, number>
}

interface Underway {
  readonly place: number
  readonly message: Message
}

interface Node {
  readonly id: string
  readonly birth: number
  readonly recorder: Recorder
  state: State
  n: number
  sequence: number
}

const BOOT = 7
const WALL = 1_700_000_000_000
/** No message is longer on its way, so that none comes later than a merge waits for it. */
const TRANSIT_LIMIT = 500
/** Longer than any message takes, with what clocks may add to that. */
const QUIET = 20_000

export const idOf = (node: number): string => `node-${node}`

/** Lets nodes do what they do, over a network that does what the plan says, and writes down what each of them sees. */
export const recordGroup = ({ config, leads, moves, lines, every }: Plan): Recorded => {
  const journals: { id: string; text: string }[] = []
  const sendings: { -readonly [K in keyof Sending]: Sending[K] }[] = []
  let underway: ReadonlyArray<Underway> = []
  let now = 0
  let chance = 0

  const entropy = (): number => {
    chance = (chance + 0x9e37_79b9) >>> 0
    return chance
  }

  const bear = (lead: number, place: number): Node => {
    const id = idOf(place)
    const birth = 1_000 * place
    const start = { at: birth, entropy: entropy(), memory: null }
    const header: Header = {
      ...{ ...revision, version: '0', group: 'gossip', self: id, boot: BOOT, config, payloads: 'kept' },
      ...{ wall: WALL + lead - birth, events: 0, effects: 0, sent: 0, start },
    }
    let journal = { id, text: '' }
    let written = 0
    const write = (line: string): void => {
      written += 1
      journal.text += line
    }
    const turn = (line: string): void => {
      written = 0
      journal = { id, text: line }
      journals.push(journal)
    }
    const recorder = makeRecorder(header, every, { write, isFull: () => written >= lines, turn })
    const born = { config, self: asNodeId(id), boot: asBoot(BOOT), at: asInstant(birth) }
    return { id, birth, recorder, state: init({ ...born, entropy: start.entropy })[0], n: 0, sequence: 0 }
  }

  const nodes = leads.map(bear)

  const send = (node: Node, to: string, message: Message): void => {
    node.sequence += 1
    const { id: from, sequence, n } = node
    sendings.push({ from, sequence, to, n, at: now, deliveries: [] })
    underway = [...underway, { place: sendings.length - 1, message }]
  }

  const perform = (node: Node, effects: ReadonlyArray<Effect>): void => {
    for (const effect of effects) {
      if (effect._tag === 'Send') send(node, effect.to, effect.message)
      // Every address here is an id.
      if (effect._tag === 'Dial') send(node, effect.address, effect.message)
    }
  }

  const happen = (node: Node | undefined, happening: Happening): void => {
    if (node === undefined) return
    const event: Event = { ...happening, at: asInstant(node.birth + now), entropy: entropy() }
    node.recorder.saw(event)
    node.n += 1
    const [state, effects] = step(node.state, event)
    node.state = state
    perform(node, effects)
    node.recorder.did(state, effects)
  }

  const arrive = ({ place, message }: Underway): void => {
    const sending = sendings[place]
    if (sending === undefined) return
    sending.deliveries = [...sending.deliveries, now]
    const { from, sequence, to } = sending
    const origin = { from: asNodeId(from), boot: asBoot(BOOT), sequence }
    happen(
      nodes.find(({ id }) => id === to),
      { _tag: 'Received', ...origin, message },
    )
  }

  const pass = (millis: number): void => {
    now += millis
    underway = underway.filter(({ place }) => now - (sendings[place]?.at ?? 0) <= TRANSIT_LIMIT)
  }

  const someone = (pick: number): Node | undefined => nodes[pick % nodes.length]

  pass(QUIET)
  for (const [place, node] of nodes.entries()) {
    const contacts = place === 0 ? [] : [idOf(0)]
    happen(node, { _tag: 'Commanded', command: { _tag: 'Join', contacts } })
  }
  for (const { wait, pick, act } of moves) {
    pass(wait)
    const chosen = underway[pick % Math.max(1, underway.length)]
    if (act === 'deliver' || act === 'drop') underway = underway.filter((one) => one !== chosen)
    if (chosen !== undefined && (act === 'deliver' || act === 'double')) arrive(chosen)
    if (act === 'wake') happen(someone(pick), { _tag: 'Woke' })
    if (act === 'leave') happen(someone(pick), { _tag: 'Commanded', command: { _tag: 'Leave' } })
    if (act === 'publish') {
      const payload = new Uint8Array(1 + (pick % 300))
      happen(someone(pick), { _tag: 'Commanded', command: { _tag: 'Publish', payload } })
    }
  }
  pass(QUIET)
  for (const node of nodes) happen(node, { _tag: 'Woke' })
  for (const { recorder, state } of nodes) recorder.conclude(state)
  return {
    journals,
    sendings,
    events: nodes.reduce((sum, { n }) => sum + n, 0),
    end: now,
    leads: new Map(leads.map((lead, place) => [idOf(place), lead])),
  }
}
