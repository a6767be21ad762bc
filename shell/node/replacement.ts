import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from './resolve.ts'

/**
 * Puts `text` in the place of what `file` holds: wholly or not at all, whenever the process is killed or the machine
 * stops. Not for two calls at a time with one draft, which must lie in the same folder: only within a file system a name
 * can be moved at once.
 */
export const replaceFile = async (
  file: string,
  text: string,
  draft = `${file}.gossip-tmp`,
): Promise<void> => {
  // A process that was killed may have left one. It is made anew, so that a link in its place is not followed.
  await rm(draft, { force: true })
  try {
    await write(draft, text)
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(dirname(file))
}

/** On the disk before it gets its name: else a machine that stops could leave the name without the content. */
const write = async (draft: string, text: string): Promise<void> => {
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// Where a folder can't be opened or synchronised (Windows, some network file systems, a folder that may be written but
// not listed), the system's own order of writing has to do.
const UNABLE: ReadonlyArray<string> = ['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM']

/** The new name is on the disk, too. */
export const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (!UNABLE.includes(codeOf(error))) throw error
  }
}
