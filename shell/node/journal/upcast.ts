import { SHAPE } from '../../../core/index.ts'

/** Turns what a line of one shape says into what the next shape says instead. */
export type Upcast = (content: unknown) => unknown

/** By the shape that they read. Once released, a shape is read for ever: each new one adds the way from the last. */
export type Upcasts = Readonly<Record<number, Upcast>>

/**
 * Shape 2 added parameters of what is let in. None of them meant anything to `step` before `hostLimit`, and 0 is how it
 * was without.
 */
const admitted = {
  sourceRate: 1_000_000,
  sourceBurst: 1_000_000,
  sourceLimit: 4_096,
  receiveRate: 1_000_000,
  receiveBurst: 1_000_000,
  strangerRate: 1_000,
  strangerBurst: 1_024,
  strangerSharePercent: 25,
  hostLimit: 0,
  orderWindow: 120_000,
  orderLimit: 1_024,
  clockSkew: 60_000,
  lifeLimit: 16_384,
  sessionLimit: 4_096,
  sessionHostLimit: 1_024,
  sessionIdle: 15_000,
  handshakeLimit: 256,
  handshakeHostLimit: 128,
  handshakeTimeout: 5_000,
  sessionQueueLimit: 65_536,
  handshakeQueueLimit: 4_194_304,
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const nothing: ReadonlyArray<never> = []

const each = (list: unknown, more: Fields): unknown =>
  Array.isArray(list) ? list.map((one: unknown) => (isFields(one) ? { ...one, ...more } : one)) : list

/**
 * And what a node knows of who has said what: nothing yet. Members had spoken themselves, as far as anybody could tell,
 * and so no word of others had to give way to theirs.
 */
const withOrders = (state: Fields): Fields => {
  const { partialView, healing, seen } = state
  const turnedAt = isFields(seen) ? seen['turnedAt'] : 0
  return {
    ...state,
    partialView: each(partialView, { sequence: 1 }),
    healing: isFields(healing)
      ? { ...healing, remembered: each(healing['remembered'], { isAttested: true }) }
      : healing,
    orders: nothing,
    introductions: { young: nothing, old: nothing, turnedAt },
  }
}

const withAdmission: Upcast = (content) => {
  if (!isFields(content) || !isFields(content['config'])) return content
  const { start } = content
  return {
    ...content,
    config: { ...admitted, ...content['config'] },
    start:
      isFields(start) && isFields(start['state']) ? { ...start, state: withOrders(start['state']) } : start,
  }
}

const upcasts: Upcasts = { 1: withAdmission }

/** How to read lines of this shape as lines of the newest. Null where there is no way. */
export const upcastFrom = (
  shape: number,
  newest: number = SHAPE,
  known: Upcasts = upcasts,
): Upcast | null => {
  let whole: Upcast = (content) => content
  for (let at = shape; at < newest; at++) {
    const [before, next] = [whole, known[at]]
    if (next === undefined) return null
    whole = (content) => next(before(content))
  }
  return shape > newest ? null : whole
}
