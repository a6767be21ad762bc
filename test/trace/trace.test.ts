import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { play } from './script.ts'

/*
 * Golden traces. GOSSIP_REWRITE=1 npx vitest run --config test/vitest.config.ts trace
 * writes down what the nodes do now. Keep a changed trace only if you understand what changed it.
 */
const FOLDER = new URL('./scripts/', import.meta.url)
const REWRITE = process.env['GOSSIP_REWRITE'] === '1'

const scripts = readdirSync(FOLDER).filter((file) => file.endsWith('.trace'))

it.each(scripts)('%s goes as written', (file) => {
  const place = new URL(file, FOLDER)
  const written = readFileSync(place, 'utf8')
  const played = play(written)
  if (REWRITE) writeFileSync(place, played)
  else expect(played).toBe(written)
})

it('a line that makes no sense is named', () => {
  expect(() => play('# A story.\n> node a\n> dance a')).toThrow(
    'line 3, dance a: Error: there is no command dance',
  )
  expect(() => play('> run fast')).toThrow('line 1, run fast: Error: fast is no duration')
  expect(() => play('> config copies 99\n> node a')).toThrow('line 2, node a: Error: copies must be')
})
