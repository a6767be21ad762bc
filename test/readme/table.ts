import type { Config } from '../../core/config.ts'
import { parameters } from '../../core/parameter.ts'

const START = '<!-- parameters -->\n'
const END = '<!-- /parameters -->'

/** The table of parameters as the README shows it, made from the one in the code. */
export const renderTable = (): string => {
  // A record's own keys, which the type of `Object.entries` does not say.
  const names = Object.keys(parameters) as ReadonlyArray<keyof Config>
  const rows = names.map((name) => {
    const { value, unit, min, max, source, reason } = parameters[name]
    const bounds = `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`
    return `| \`${name}\` | ${value.toLocaleString('en')}${unit === '' ? '' : ` ${unit}`} | ${bounds} | ${reason} | ${source} |`
  })
  return [
    '| parameter | default | bounds | what it is | source |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

/** The README with its table as it is and as it should be. */
export const tableOf = (
  readme: string,
): { readonly is: string; readonly replaced: (table: string) => string } => {
  const from = readme.indexOf(START) + START.length
  const to = readme.indexOf(END)
  return { is: readme.slice(from, to), replaced: (table) => readme.slice(0, from) + table + readme.slice(to) }
}
