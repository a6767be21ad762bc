import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../resolve.ts'

/** Lines of a file, as many as come at once, each without its end. */
export interface Batch {
  /** Whether these are the first of a file. */
  readonly isFirst: boolean
  readonly lines: ReadonlyArray<string>
  /** Whether the file ends with a line that has no end: what a crash leaves. */
  readonly torn: boolean
}

const CHUNK = 262_144
// As much as a string can hold, nearly. The longest line of a journal is a checkpoint, with all that a node retains.
const LINE_LIMIT = 2 ** 29 - 1_024

/** Cuts text that comes in pieces into lines. Looks at each piece once, however long a line is. */
const makeCutter = () => {
  let begun: string[] = []
  let length = 0
  return {
    cut: (text: string): ReadonlyArray<string> => {
      const [first = '', ...rest] = text.split('\n')
      begun.push(first)
      length += first.length
      if (length > LINE_LIMIT) throw Object.assign(new Error('a line without an end'), { code: 'EFBIG' })
      const last = rest.pop()
      if (last === undefined) return []
      const lines = [begun.join(''), ...rest]
      begun = [last]
      length = last.length
      return lines
    },
    isTorn: () => length > 0,
  }
}

/** Reads a journal to its end, plain or gzipped. Throws what the system says. */
export async function* batchesOf(file: string): AsyncGenerator<Batch> {
  const raw = createReadStream(file, { highWaterMark: CHUNK })
  // The callback only keeps an error from being nobody's: reading on throws it.
  const bytes = file.endsWith('.gz') ? pipeline(raw, createGunzip({ chunkSize: CHUNK }), () => {}) : raw
  bytes.setEncoding('utf8')
  const cutter = makeCutter()
  let isFirst = true
  for await (const text of bytes) {
    const lines = cutter.cut(String(text))
    if (lines.length === 0) continue
    yield { isFirst, lines, torn: false }
    isFirst = false
  }
  yield { isFirst, lines: [], torn: cutter.isTorn() }
}

const POLL_MS = 100

/** Reads a journal that is being written, as it grows, and the files that take its place, until it is told to end. */
export async function* follow(file: string, signal: AbortSignal): AsyncGenerator<Batch> {
  let handle: FileHandle | null = await open(file)
  while (handle !== null) {
    try {
      yield* growing(file, handle, signal)
    } finally {
      await handle.close()
    }
    handle = await reopened(file, signal)
  }
}

/** The file that has taken its place; between the two there may be none for a moment. Null when it is told to end. */
const reopened = async (file: string, signal: AbortSignal): Promise<FileHandle | null> => {
  while (!signal.aborted) {
    try {
      return await open(file)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      await pause(POLL_MS, undefined, { signal }).catch(() => undefined)
    }
  }
  return null
}

async function* growing(file: string, handle: FileHandle, signal: AbortSignal): AsyncGenerator<Batch> {
  const { ino } = await handle.stat()
  const decoder = new TextDecoder()
  const cutter = makeCutter()
  const chunk = Buffer.alloc(CHUNK)
  let isFirst = true
  let isReplaced = false
  while (true) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK)
    const lines = cutter.cut(decoder.decode(chunk.subarray(0, bytesRead), { stream: true }))
    if (lines.length > 0) {
      yield { isFirst, lines, torn: false }
      isFirst = false
    }
    if (bytesRead > 0) continue
    // What was written before it was replaced has been read once the file gives no more after that.
    if (isReplaced || signal.aborted) break
    const now = await inodeOf(file)
    isReplaced = now !== null && now !== ino
    if (!isReplaced) await pause(POLL_MS, undefined, { signal }).catch(() => undefined)
  }
  yield { isFirst, lines: [], torn: cutter.isTorn() }
}

/** That of the file now; while one is being replaced there is none for a moment, which is not another. */
const inodeOf = async (file: string): Promise<number | null> => {
  try {
    return (await stat(file)).ino
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
