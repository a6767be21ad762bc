import { createReadStream, createWriteStream } from 'node:fs'
import { open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { syncFolder } from '../replacement.ts'
import { codeOf } from '../resolve.ts'

/*
 * Where closed journals stand: beside the one that is being written, with a number that grows, gzipped once there is
 * time for it: `node.jsonl.000001.gz`.
 */

const CLOSED = /^\.(\d{6,})(\.gz)?$/

interface Closed {
  readonly name: string
  readonly number: number
}

const closedBeside = async (file: string): Promise<ReadonlyArray<Closed>> =>
  (await readdir(dirname(file)))
    .filter((name) => name.startsWith(basename(file)))
    .flatMap((name) => {
      const digits = CLOSED.exec(name.slice(basename(file).length))?.[1]
      return digits === undefined ? [] : [{ name, number: Number(digits) }]
    })
    .sort((a, b) => a.number - b.number)

/** Moves a finished journal out of the way. */
export const shelve = async (file: string): Promise<void> => {
  const last = (await closedBeside(file)).at(-1)?.number ?? 0
  await rename(file, `${file}.${String(last + 1).padStart(6, '0')}`)
}

/** Compresses a closed journal, whole or not at all: where the disk is full, it stays as it is. */
const compress = async (name: string, isSafe: boolean): Promise<void> => {
  const draft = `${name}.gz.gossip-tmp`
  try {
    await pipeline(
      createReadStream(name),
      createGzip(),
      createWriteStream(draft, { mode: 0o600, flush: isSafe }),
    )
    await rename(draft, `${name}.gz`)
    // The name is on the disk before the other one is gone.
    if (isSafe) await syncFolder(dirname(name))
    await rm(name)
  } catch {
    await rm(draft, { force: true }).catch(() => undefined)
  }
}

/**
 * Lets the oldest go, until `keep` are left, and compresses these, also what a process that was killed has left half
 * done. `isSafe`: so that nothing is lost when the power is. Whatever fails stays as it is, until the next time.
 */
export const tidy = async (file: string, keep: number, isSafe: boolean): Promise<void> => {
  const place = (name: string): string => join(dirname(file), name)
  try {
    const closed = await closedBeside(file)
    const surplus = Math.max(0, closed.length - keep)
    for (const { name } of closed.slice(0, surplus)) await rm(place(name))
    for (const { name } of closed.slice(surplus))
      if (!name.endsWith('.gz')) await compress(place(name), isSafe)
  } catch {
    // A folder that can't be read or changed now may be later; nothing is lost of what stands in it.
  }
}

const BEGINNING = '{"journal":"gossip"'

/** What stands where a journal is to be written: something else must not be moved away. */
export const standing = async (file: string): Promise<'nothing' | 'journal' | 'empty' | 'other'> => {
  try {
    // Before it is opened: to open a pipe would wait for its other end.
    if (!(await stat(file)).isFile()) return 'other'
    const handle = await open(file)
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(BEGINNING.length), 0, BEGINNING.length, 0)
      if (bytesRead === 0) return 'empty'
      // A crash may have cut off even the header.
      return BEGINNING.startsWith(buffer.toString('utf8', 0, bytesRead)) ? 'journal' : 'other'
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'nothing'
    throw error
  }
}
