import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder for the running test, removed after. */
export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'gossip-keys-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** A file for the running test with this text, which only its owner may read. */
export const fileOf = (text: string, mode = 0o600): string => {
  const path = join(folder(), 'keys')
  writeFileSync(path, text, { mode })
  return path
}
