import type { Header } from './header.ts'

/** How far the files before have come. */
export interface Position {
  readonly self: string
  readonly boot: number
  /** The last event. */
  readonly n: number
}

/** How a file follows the ones before. */
export type Sequel = 'first' | 'continued' | 'afterGap' | 'overlapping' | 'anotherLife' | 'anotherNode'

export const sequelOf = (
  position: Position | null,
  { self, boot, events }: Pick<Header, 'self' | 'boot' | 'events'>,
): Sequel => {
  if (position === null) return 'first'
  if (position.self !== self) return 'anotherNode'
  if (position.boot !== boot) return 'anotherLife'
  if (position.n === events) return 'continued'
  return position.n < events ? 'afterGap' : 'overlapping'
}
