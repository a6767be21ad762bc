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

const withAdmission: Upcast = (content) => {
  const isHeader = typeof content === 'object' && content !== null && 'config' in content
  if (!isHeader || typeof content.config !== 'object') return content
  return { ...content, config: { ...admitted, ...content.config } }
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
