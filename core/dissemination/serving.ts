import type { Rumor } from '../message.ts'
import { ageOf, type Retained } from '../store.ts'
import type { Instant } from '../time.ts'

// As much as the wire format counts.
const MOST = 0xffff_ffff

/** PROTOCOL 8.1. A rumor as it is passed on: one arc further, and older by the time for which it was held. */
export const passedOn = (message: Rumor, held: number): Rumor => ({
  ...message,
  hops: Math.min(message.hops + 1, MOST),
  // At least a millisecond on every arc, so that no rumor goes round for ever.
  age: Math.min(message.age + Math.max(1, held), MOST),
  eager: false,
})

/** A rumor that was asked for, which says nothing about the arc it goes over. */
export const served = (entry: Retained, now: Instant): Rumor =>
  passedOn(entry.rumor, ageOf(entry, now) - entry.rumor.age)
