import { chmodSync, cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { project } from '../log/project.ts'
import { exchanges, isShown } from './console.ts'
import { run } from './process.ts'
import { root } from './snippet.ts'

/** A project with the journals of the incident, and the command where npm would have put it. */
const place = (): string => {
  const folder = project()
  cpSync(fileURLToPath(new URL('../log/incident', import.meta.url)), folder, { recursive: true })
  const command = join(folder, 'gossip')
  writeFileSync(command, `#!/bin/sh\nexec node ${join(root, 'dist/shell/cli/main.js')} "$@"\n`)
  chmodSync(command, 0o755)
  return folder
}

/** What differs from run to run: how long it took. */
const timeless = (line: string): string => line.replace(/\d+\.\d+ s\b/g, 'S s').replace(/duration_ms.*/, '')

it('an incident is looked into as the README says, each command with what it prints', async () => {
  const folder = place()
  const all = exchanges()
  const names = all.map(({ command }) => command.split(' ').slice(0, 2).join(' '))
  for (const name of ['merge', 'explain', 'shrink', 'replay']) expect(names).toContain(`gossip ${name}`)
  expect(names).toContain('node --test')
  for (const { command, shown } of all) {
    const script = `cd "$0" && PATH="$0:$PATH" && { ${command}; } 2>&1`
    const running = run(['-c', script, folder], 'sh')
    await running.exit
    const said = running.out().trimEnd()
    const lines = said === '' ? [] : said.split('\n').map(timeless)
    expect(isShown(lines, shown.map(timeless)), `${command}\n${lines.join('\n')}`).toBe(true)
  }
})
