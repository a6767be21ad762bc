import { SHAPE } from '../../../core/index.ts'

/** Turns what a line of one shape says into what the next shape says instead. */
export type Upcast = (content: unknown) => unknown

/** By the shape that they read. Once released, a shape is read for ever: each new one adds the way from the last. */
export type Upcasts = Readonly<Record<number, Upcast>>

/** Shape 1 is the first, so nothing is older yet. */
const upcasts: Upcasts = {}

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
