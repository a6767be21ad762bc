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
// Half of what a string can hold. The longest line of a journal is a checkpoint, with all that a node retains.
const LINE_LIMIT = 2 ** 28

/** Cuts text that comes in pieces into lines. */
const makeCutter = () => {
  let rest = ''
  return {
    cut: (text: string): ReadonlyArray<string> => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > LINE_LIMIT) throw Object.assign(new Error('a line without an end'), { code: 'EFBIG' })
      return lines
    },
    isTorn: () => rest !== '',
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
  while (!signal.aborted) {
    const handle = await open(file)
    try {
      yield* growing(file, handle, signal)
    } finally {
      await handle.close()
    }
  }
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
