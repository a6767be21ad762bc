import { asInstant, type Millis } from '../../core/time.ts'
import { perform, schedule } from './interpreter.ts'
import { isAtRest, type World } from './world.ts'

/** Does the next thing there is to do, at its time; false when there is none. */
export const tick = (world: World): boolean => {
  const next = world.agenda.next()
  const entry = world.agenda.take()
  if (next === null || entry === undefined) return false
  if (next > world.now) world.now = asInstant(next)
  if (entry._tag === 'Mail') world.flying -= 1
  perform(world, entry)
  return true
}

/** Lets `duration` pass. */
export const run = (world: World, duration: Millis): void => {
  const end = asInstant(world.now + duration)
  for (;;) {
    const next = world.agenda.next()
    if (next === null || next > end) break
    tick(world)
  }
  world.now = end
}

/**
 * Lets time pass until nothing is on its way, nobody awaits an acknowledgement, and `isDone`. False when `steps`
 * more events did not bring it about, or nothing is left to happen.
 */
export const settle = (world: World, isDone: () => boolean = () => true, steps = 10_000_000): boolean => {
  const last = world.steps + steps
  while (!(isAtRest(world) && isDone())) if (world.steps >= last || !tick(world)) return false
  return true
}

/** All nodes stand still while time goes on; what was due meanwhile is late. */
export const sleep = (world: World, duration: Millis): void => {
  world.now = asInstant(world.now + duration)
}

/** Turns the alarms of all nodes on or off. What they have missed is due at once. */
export const setTimers = (world: World, timers: boolean): void => {
  world.timers = timers
  if (!timers) return
  for (const life of world.lives.values()) if (life.alarm !== null) schedule(world, life, life.alarm)
}
