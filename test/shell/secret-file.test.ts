import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { expect, it } from 'vitest'
import { readSecret, readText } from '../../shell/node/secret-file.ts'
import { folder } from '../memory/place.ts'

const LIMIT = 100_000
const tooLarge = Either.left({ reason: 'large', limit: LIMIT })

it('a file is read up to its limit, and refused when it is one byte longer', async () => {
  const file = join(folder(), 'key')
  for (const length of [0, 1, LIMIT - 1, LIMIT]) {
    writeFileSync(file, 'x'.repeat(length), { mode: 0o600 })
    expect(await readSecret(file, LIMIT)).toEqual(Either.right('x'.repeat(length)))
  }
  writeFileSync(file, 'x'.repeat(LIMIT + 1))
  expect(await readSecret(file, LIMIT)).toEqual(tooLarge)
})

it('what has no size is read to its end, and refused when it has none', async () => {
  const pipe = join(folder(), 'pipe')
  execFileSync('mkfifo', ['-m', '600', pipe])
  const [read] = await Promise.all([readSecret(pipe, LIMIT), writeFile(pipe, 'a key\n')])
  expect(read).toEqual(Either.right('a key\n'))
  expect(await readText('/dev/zero', LIMIT)).toEqual(tooLarge)
})
