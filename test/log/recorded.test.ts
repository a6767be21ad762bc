import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { BEHAVIOUR, RELEASE, SHAPE } from '../../core/index.ts'
import { root } from '../readme/snippet.ts'
import { played } from './place.ts'

/*
 * Journals of real nodes, by the shape in which they are written and the major version of Node.js that has run them.
 * They stay for ever: whoever changes the shape or the behaviour of `step` adds new ones beside them.
 */

const folder = fileURLToPath(new URL('recorded', import.meta.url))
const names = readdirSync(folder).sort()

describe.each(names)('the journal %s', (name) => {
  it('is replayed: bit for bit, or by the invariants where `step` has changed since', async () => {
    const { replay, torn } = await played([join(folder, name)])
    expect(torn).toEqual([])
    expect([replay.divergence?.n ?? null, replay.violation?.n ?? null]).toEqual([null, null])
    expect(replay.events).toBeGreaterThan(100)
    // Whoever has changed what `step` does and finds this file diverging has to count BEHAVIOUR up.
    if (replay.playing?.header.behaviour !== BEHAVIOUR) expect(replay.checks).toBe(0)
    else expect(replay).toMatchObject({ unchecked: 0, checks: expect.toSatisfy((n: number) => n > 2) })
  })
})

it('there are journals of every shape so far, recorded by three major versions of Node.js', () => {
  for (let shape = 1; shape <= SHAPE; shape++)
    for (const major of [20, 22, 24])
      for (const start of ['fresh', 'resumed'])
        expect(names).toContain(`shape-${shape}-node-${major}-${start}.jsonl.gz`)
})

it('the package has the version that journals name', () => {
  // The package's own manifest, whose version npm requires.
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string
  }
  expect(RELEASE).toBe(manifest.version)
})
