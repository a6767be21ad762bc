import {
  asBoot,
  asInstant,
  asNodeId,
  type Command,
  type Config,
  checked,
  type Effect,
  init,
  type Message,
  type NodeId,
  type State,
} from '../../core/index.ts'
import type { Happening } from './event.ts'

/** What one node did, and when. */
export interface Entry {
  readonly at: number
  readonly node: NodeId
  readonly effect: Effect
}

/** A few nodes over a network that loses nothing and takes one millisecond, in virtual time. */
export interface World {
  readonly log: ReadonlyArray<Entry>
  readonly start: (name: string, boot?: number) => NodeId
  readonly command: (node: NodeId, command: Command) => void
  /** The node is gone without a word, as when its process is killed. */
  readonly kill: (node: NodeId) => void
  readonly state: (node: NodeId) => State
  /** Lets this many milliseconds pass. */
  readonly pass: (millis: number) => void
}

interface Underway {
  readonly at: number
  readonly to: NodeId
  readonly happening: Happening
}

const DELAY = 1

export const world = (config: Config): World => {
  const nodes = new Map<NodeId, State>()
  const log: Entry[] = []
  const underway: Underway[] = []
  let now = 0
  let chance = 0
  let posted = 0

  const entropy = (): number => {
    chance += 1
    return chance
  }

  const post = (from: State, to: NodeId, message: Message): void => {
    posted += 1
    const { id, boot } = from.self
    underway.push({
      at: now + DELAY,
      to,
      happening: { _tag: 'Received', from: id, boot, sequence: posted, message },
    })
  }

  const perform = (node: State, effects: ReadonlyArray<Effect>): void => {
    for (const effect of effects) {
      log.push({ at: now, node: node.self.id, effect })
      if (effect._tag === 'Send') post(node, effect.to, effect.message)
      // Every address here is an id.
      if (effect._tag === 'Dial') post(node, asNodeId(effect.address), effect.message)
    }
  }

  const happen = (id: NodeId, happening: Happening): void => {
    const state = nodes.get(id)
    if (state === undefined) return
    const [next, effects] = checked(state, { ...happening, at: asInstant(now), entropy: entropy() })
    nodes.set(id, next)
    perform(next, effects)
  }

  /** The next thing that happens until `end`: a message arrives, or an alarm goes off. */
  const next = (end: number): Underway | undefined => {
    const alarms = [...nodes.values()].flatMap(
      ({ alarm, self }): ReadonlyArray<Underway> =>
        alarm === null ? [] : [{ at: alarm, to: self.id, happening: { _tag: 'Woke' } }],
    )
    return [...underway, ...alarms]
      .filter(({ at }) => at <= end)
      .reduce<Underway | undefined>(
        (first, one) => (first === undefined || one.at < first.at ? one : first),
        undefined,
      )
  }

  return {
    log,
    start: (name, boot = 1) => {
      const self = asNodeId(name)
      const [state, effects] = init({
        config,
        self,
        boot: asBoot(boot),
        at: asInstant(now),
        entropy: entropy(),
      })
      nodes.set(self, state)
      perform(state, effects)
      return self
    },
    command: (node, command) => happen(node, { _tag: 'Commanded', command }),
    kill: (node) => {
      nodes.delete(node)
    },
    state: (node) => {
      const state = nodes.get(node)
      if (state === undefined) throw new Error(`no node ${node}`)
      return state
    },
    pass: (millis) => {
      const end = now + millis
      for (let one = next(end); one !== undefined; one = next(end)) {
        const place = underway.indexOf(one)
        if (place >= 0) underway.splice(place, 1)
        now = Math.max(now, one.at)
        happen(one.to, one.happening)
      }
      now = end
    },
  }
}
