import { parentPort } from 'node:worker_threads'
import {
  asBoot,
  asInstant,
  asNodeId,
  type Event,
  init,
  parseConfig,
  type State,
  step,
} from '../../core/index.ts'

/** The first thing that the worker is told: who it is. Everything after that is an event. */
export interface Birth {
  readonly _tag: 'Birth'
  readonly self: string
  readonly boot: number
  readonly entropy: number
}

/*
 * A node that lives in a worker: all that it has is its state, all that it hears are events, and it answers each
 * with the effects. Time, chance, wires and alarms are with whoever holds the other end of the port.
 */
if (parentPort === null) throw new Error('this file runs in a worker')
const port = parentPort
let state: State | null = null

const born = ({ self, boot, entropy }: Birth): ReturnType<typeof init> => {
  const config = parseConfig({ profile: 'local' })
  if (config._tag === 'Left') throw new Error(JSON.stringify(config.left))
  const start = { config: config.right, self: asNodeId(self), boot: asBoot(boot), at: asInstant(0), entropy }
  return init(start)
}

const answer = (told: Birth | Event): ReturnType<typeof init> => {
  if (told._tag === 'Birth') return born(told)
  if (state === null) throw new Error('an event before birth')
  return step(state, told)
}

port.on('message', (told: Birth | Event) => {
  const [next, effects] = answer(told)
  state = next
  port.postMessage(effects)
})
