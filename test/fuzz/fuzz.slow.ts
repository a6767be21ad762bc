import { readFileSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Said } from '../log/command.ts'
import { folder } from '../memory/place.ts'
import { run } from '../readme/process.ts'

const { GOSSIP_SEED = '' } = process.env

const fuzz = async (...args: ReadonlyArray<string>): Promise<Said> => {
  const running = run(['dist/test/fuzz/main.js', ...args])
  onTestFinished(() => void running.child.kill('SIGKILL'))
  const code = await running.exit
  return { code, out: running.out(), err: running.err() }
}

describe('a second of changed bytes', () => {
  // All targets, for longer, by `npm run fuzz -- --short`.
  it.each(['sealed', 'dtls', 'session'])('do no harm to %s', async (target) => {
    const { code, out, err } = await fuzz('--target', target, '--seconds', '1', '--seed', GOSSIP_SEED)
    expect({ code, err, found: out.includes('FOUND') }, out).toEqual({ code: 0, err: '', found: false })
    expect(out).toMatch(
      new RegExp(`\\d executions, .* a second; \\d.* blocks reached; corpus \\d+; seed ${GOSSIP_SEED}\n`),
    )
  })
})

describe('a fault', () => {
  const FILE = /repeat with: npm run fuzz -- --repeat (.*)\n/

  it('is found, and found again in the file that is left of it', async () => {
    const found = await fuzz('--target', 'planted', '--seconds', '60', '--seed', '8', '--out', folder())
    expect(found.code).toBe(1)
    expect(found.out).toContain('FOUND: Error: a contact answers search 2^42')
    const [, file = ''] = FILE.exec(found.out) ?? []
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      target: 'planted',
      problem: expect.stringContaining('2^42'),
      // None but the one that does it.
      pieces: [expect.stringMatching(/^87/)],
    })
    const again = await fuzz('--repeat', file)
    expect(again).toMatchObject({ code: 1, out: expect.stringContaining('FOUND: Error: a contact answers') })
  })

  it('that takes too many steps is found, however fast the machine is', async () => {
    const found = await fuzz('--target', 'slow', '--seed', '1', '--out', folder())
    expect(found.code).toBe(1)
    expect(found.out).toMatch(/FOUND: took \d+ steps, more than \d+/)
    const [, file = ''] = FILE.exec(found.out) ?? []
    expect(await fuzz('--repeat', file)).toMatchObject({
      code: 1,
      out: expect.stringContaining('FOUND: took'),
    })
  })

  it('that never ends is found, and ended', async () => {
    const found = await fuzz('--target', 'endless', '--hang', '1', '--out', folder())
    expect(found.code).toBe(1)
    expect(found.out).toContain('FOUND: did not end within 1 s')
    expect(found.out).toMatch(FILE)
  })
})

it('what is no finding is wrong usage, and said', async () => {
  const { code, err } = await fuzz('--repeat', 'nosuch.json')
  expect({ code, err }).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^error: nosuch\.json can't be read: ENOENT/),
  })
})

describe('the same seed', () => {
  it('does the same', async () => {
    const figures = async (seed: string): Promise<string | undefined> => {
      const { out } = await fuzz(
        '--target',
        'planted',
        '--executions',
        '1500',
        '--seed',
        seed,
        '--out',
        folder(),
      )
      return /; (\d.* blocks reached; corpus .*)\n/.exec(out)?.[1]
    }
    const [one, again, other] = await Promise.all([figures('5'), figures('5'), figures('6')])
    expect(one).toBeDefined()
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })
})
