import { Buffer } from 'node:buffer'

/** Text for a file: its first, which is its header, its last, or any between. */
export interface Portion {
  readonly text: string
  readonly isFirst: boolean
  readonly isLast: boolean
}

interface Part {
  readonly lines: string[]
  /** Characters of the lines, without the header. */
  waiting: number
  bytes: number
  isBegun: boolean
  isEnded: boolean
}

/** Lines that wait to be written, by the file that they are for. */
export interface Queue {
  /** A line for the newest file; nothing where there is none. */
  readonly push: (line: string) => void
  /** Ends the newest file, if there is one, and begins another with this line. */
  readonly turn: (header: string) => void
  readonly end: () => void
  /** What can be written next. */
  readonly take: () => Portion | null
  readonly clear: () => void
  /** Of the newest file after its header, written and waiting. */
  readonly bytes: () => number
  /** Characters that wait, but for headers: of those there is one at a time, however large. */
  readonly pending: () => number
}

export const makeQueue = (): Queue => {
  let parts: Part[] = []
  const end = (): void => {
    const last = parts.at(-1)
    if (last !== undefined) last.isEnded = true
  }
  return {
    push: (line) => {
      const part = parts.at(-1)
      if (part === undefined || part.isEnded) return
      part.lines.push(line)
      part.bytes += Buffer.byteLength(line)
      part.waiting += line.length
    },
    turn: (header) => {
      end()
      // A checkpoint may be larger than a file shall be, which would then be full before its first event.
      parts.push({ lines: [header], waiting: 0, bytes: 0, isBegun: false, isEnded: false })
    },
    end,
    take: () => {
      const [part] = parts
      if (part === undefined || (part.lines.length === 0 && !part.isEnded)) return null
      const isFirst = !part.isBegun
      // The header alone: a file is one as soon as it is written.
      const text = (isFirst ? part.lines.splice(0, 1) : part.lines.splice(0)).join('')
      part.isBegun = true
      if (!isFirst) part.waiting = 0
      const isLast = part.isEnded && part.lines.length === 0
      if (isLast) parts.shift()
      return { text, isFirst, isLast }
    },
    clear: () => {
      parts = []
    },
    bytes: () => parts.at(-1)?.bytes ?? 0,
    pending: () => parts.reduce((sum, { waiting }) => sum + waiting, 0),
  }
}
