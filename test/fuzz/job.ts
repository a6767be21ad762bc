import type { Figures, Finding } from './fuzzer.ts'
import type { TargetName } from './names.ts'
import type { Input } from './target.ts'

/** What a thread is to do. */
export interface Job {
  readonly target: TargetName
  readonly seed: number
  readonly seconds: number
  readonly executions: number
  /** The one input to try, in place of all others. */
  readonly repeat: Input | null
  /** Where the thread writes what it tries. */
  readonly shared: SharedArrayBuffer
}

export type Report =
  | { readonly _tag: 'Begun'; readonly promise: string }
  | { readonly _tag: 'Going'; readonly figures: Figures; readonly seconds: number }
  | {
      readonly _tag: 'Done'
      readonly figures: Figures
      readonly seconds: number
      readonly finding: Finding | null
    }

/** What is tried at this time, for whoever looks from another thread. */
export interface Slot {
  readonly write: (input: Input) => void
  readonly read: () => Input
  /** Another number for each input. */
  readonly turn: () => number
}

const SIZE = 4_194_304
const HEAD_BYTES = 8

export const makeShared = (): SharedArrayBuffer => new SharedArrayBuffer(SIZE)

/** The turn, the number of pieces, and each piece after its length. What does not fit is left out. */
export const makeSlot = (shared: SharedArrayBuffer): Slot => {
  const head = new Int32Array(shared, 0, 2)
  const bytes = Buffer.from(shared, HEAD_BYTES)
  return {
    write: (input) => {
      let [at, pieces] = [0, 0]
      for (const piece of input) {
        if (at + 4 + piece.length > bytes.length) break
        at = bytes.writeUInt32LE(piece.length, at)
        bytes.set(piece, at)
        at += piece.length
        pieces += 1
      }
      Atomics.store(head, 1, pieces)
      Atomics.add(head, 0, 1)
    },
    read: () => {
      let at = 0
      return Array.from({ length: Atomics.load(head, 1) }, () => {
        const length = bytes.readUInt32LE(at)
        const piece = Uint8Array.from(bytes.subarray(at + 4, at + 4 + length))
        at += 4 + length
        return piece
      })
    },
    turn: () => Atomics.load(head, 0),
  }
}
