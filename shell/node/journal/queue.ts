import { Buffer } from 'node:buffer'

/** Text for a file, and whether it is the last for that one. */
export interface Portion {
  readonly text: string
  readonly isLast: boolean
}

interface Part {
  readonly lines: string[]
  bytes: number
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
  /** Characters that wait. */
  readonly pending: () => number
}

export const makeQueue = (): Queue => {
  let parts: Part[] = []
  let pending = 0
  const end = (): void => {
    const last = parts.at(-1)
    if (last !== undefined) last.isEnded = true
  }
  const push = (line: string): void => {
    const part = parts.at(-1)
    if (part === undefined || part.isEnded) return
    part.lines.push(line)
    part.bytes += Buffer.byteLength(line)
    pending += line.length
  }
  return {
    push,
    turn: (header) => {
      end()
      // A checkpoint may be larger than a file shall be, which would then be full before its first event.
      parts.push({ lines: [header], bytes: 0, isEnded: false })
      pending += header.length
    },
    end,
    take: () => {
      const [part] = parts
      if (part === undefined || (part.lines.length === 0 && !part.isEnded)) return null
      const text = part.lines.splice(0).join('')
      pending -= text.length
      if (part.isEnded) parts.shift()
      return { text, isLast: part.isEnded }
    },
    clear: () => {
      parts = []
      pending = 0
    },
    bytes: () => parts.at(-1)?.bytes ?? 0,
    pending: () => pending,
  }
}
