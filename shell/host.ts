import { absurd } from 'fp-ts/lib/function.js'
import type { Config } from '../core/config.ts'
import type { Effect } from '../core/effect.ts'
import type { Command } from '../core/event.ts'
import type { NodeId } from '../core/id.ts'
import { init } from '../core/init.ts'
import type { Memory } from '../core/memory.ts'
import type { State } from '../core/state.ts'
import type { Clock, Entropy, MakeAlarm, MakeJournal, MakeTransport, Receiver } from './capability.ts'
import { type Counters, makeTally } from './counters.ts'
import { makeEntrance } from './entrance.ts'
import { type Loop, makeLoop } from './loop.ts'
import { dropped, type ShellNotice } from './notice.ts'
import { type Identity, makeSender } from './traffic.ts'

/** All that it takes to run one node. */
export interface HostOptions extends Identity {
  readonly config: Config
  /** What a former life left, if there is anything. */
  readonly memory: Memory | null
  readonly clock: Clock
  readonly entropy: Entropy
  readonly makeAlarm: MakeAlarm
  readonly makeTransport: MakeTransport
  readonly makeJournal: MakeJournal
}

/** One node at work: a loop, a transport, an alarm, and whoever listens. */
export interface Host {
  readonly id: NodeId
  readonly state: () => State
  readonly counters: () => Counters
  /** Hands over a command; `answered` gets the effects that it had at once. False: the mailbox is full. */
  readonly command: (command: Command, answered: (effects: ReadonlyArray<Effect>) => void) => boolean
  readonly bulletin: Bulletin
  readonly hasRoom: () => boolean
  /** Calls `listener` once, the next time that there is room again. */
  readonly onceDrained: (listener: () => void) => void
  readonly close: () => Promise<void>
}

/** Where notices are announced and heard. */
export interface Bulletin {
  readonly announce: (notice: ShellNotice) => void
  /** Calls `listener` with every notice, until the function that it returns is called. */
  readonly listen: (listener: (notice: ShellNotice) => void) => () => void
}

const makeBulletin = (noticed: (notice: ShellNotice) => void): Bulletin => {
  const listeners = new Set<(notice: ShellNotice) => void>()
  return {
    announce: (notice) => {
      noticed(notice)
      for (const listener of listeners) listener(notice)
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Listeners that are called once each, all at a time. */
const makeTurnstile = () => {
  let waiting: Array<() => void> = []
  return {
    wait: (listener: () => void): void => void waiting.push(listener),
    open: (): void => {
      const ready = waiting
      waiting = []
      for (const listener of ready) listener()
    },
  }
}

/** The node as it is born, and its journal, which begins with that. */
const bear = (options: HostOptions, announce: Bulletin['announce']) => {
  const { config, group, self, boot, memory, clock, entropy } = options
  const birth = { config, group, self, boot, memory, at: clock.now(), entropy: entropy.next() }
  const [start, firstEffects] = init(birth)
  return { start, firstEffects, journal: options.makeJournal(birth, announce) }
}

/** Tells the node what could not be sent. */
const makeReturner =
  ({ post }: Loop, announce: Bulletin['announce']): Receiver['undeliverable'] =>
  (to, reason) => {
    if (!post((stamp) => ({ _tag: 'Undeliverable', ...stamp, to, reason }))) announce(dropped('mailboxFull'))
  }

export const makeHost = (options: HostOptions): Host => {
  const { self, clock, entropy } = options
  const tally = makeTally()
  const bulletin = makeBulletin(tally.noticed)
  const { announce } = bulletin
  const room = makeTurnstile()
  const { start, firstEffects, journal } = bear(options, announce)
  const interpret = (effect: Effect): void => {
    switch (effect._tag) {
      case 'Send':
      case 'Dial':
        return send(effect)
      case 'Alarm':
        return alarm.set(effect.at)
      case 'Notify':
        return announce(effect.notice)
      default:
        return absurd(effect)
    }
  }
  const loop = makeLoop({ start, clock, entropy, journal, interpret })
  const entrance = makeEntrance(options, { tally, announce }, loop.post)
  const transport = options.makeTransport({
    ...entrance,
    undeliverable: makeReturner(loop, announce),
    drained: room.open,
  })
  const send = makeSender(options, { tally, announce }, transport)
  const alarm = options.makeAlarm(loop.wake)
  for (const effect of firstEffects) interpret(effect)
  return {
    id: self,
    state: loop.state,
    counters: tally.read,
    command: (command, answered) =>
      loop.post((stamp) => ({ _tag: 'Commanded', ...stamp, command }), answered),
    bulletin,
    hasRoom: transport.hasRoom,
    onceDrained: room.wait,
    close: async () => {
      alarm.set(null)
      await transport.close()
      entrance.close()
      await journal.close(loop.state())
    },
  }
}
