import { open } from 'node:fs/promises'
import * as Either from 'fp-ts/lib/Either.js'
import { codeOf } from './resolve.ts'

/**
 * Why a file was not read:
 * - `system`: what the operating system says.
 * - `exposed`: others than its owner may read or change it; `mode` as chmod writes it.
 * - `large`: it has more bytes than `limit`.
 */
export type FileFlaw =
  | { readonly reason: 'system'; readonly code: string }
  | { readonly reason: 'exposed'; readonly mode: string }
  | { readonly reason: 'large'; readonly limit: number }

const SHARED = 0o077
const MODE = 0o777

/** Reads a file of text of at most so many bytes. */
export const readText = (file: string, limit: number): Promise<Either.Either<FileFlaw, string>> =>
  read(file, limit, false)

/** Reads one that its owner alone may read. Windows has no such modes, and is believed. */
export const readSecret = (file: string, limit: number): Promise<Either.Either<FileFlaw, string>> =>
  read(file, limit, process.platform !== 'win32')

const read = async (
  file: string,
  limit: number,
  isSecret: boolean,
): Promise<Either.Either<FileFlaw, string>> => {
  try {
    await using handle = await open(file, 'r')
    const { mode } = await handle.stat()
    if (isSecret && (mode & SHARED) !== 0)
      return Either.left({ reason: 'exposed', mode: (mode & MODE).toString(8) })
    // A pipe says nothing of its size, and a device has no end.
    const chunks: Uint8Array[] = []
    for await (const chunk of handle.createReadStream({ end: limit, autoClose: false })) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    return bytes.length > limit ? Either.left({ reason: 'large', limit }) : Either.right(bytes.toString())
  } catch (error) {
    return Either.left({ reason: 'system', code: codeOf(error) })
  }
}
