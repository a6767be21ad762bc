import { writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fragmentLimit, parameters, parseConfig } from '../../core/index.ts'
import { readme } from './snippet.ts'
import { renderTable, tableOf } from './table.ts'

it('the table of parameters in the README is the one in the code', () => {
  const table = renderTable()
  const { is, replaced } = tableOf(readme)
  if (process.env['GOSSIP_REWRITE'] === '1') {
    writeFileSync(new URL('../../README.md', import.meta.url), replaced(table))
    return
  }
  expect(is).toBe(table)
})

it('the README names the payload limit that the defaults give', () => {
  const config = parseConfig()
  const limit = config._tag === 'Right' ? fragmentLimit(config.right) : 0
  expect(readme).toContain(`${limit} bytes of payload with the default limits`)
  expect(readme).toContain(`at most ${parameters.datagramLimit.value.toLocaleString('en')} bytes`)
})
