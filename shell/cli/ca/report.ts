import type { Authority } from './authority.ts'
import type { Issued } from './certificate.ts'

const day = (date: Date): string => date.toISOString().slice(0, 10)

export const authorityText = ({ name, key, certificate, until }: Authority): string =>
  [
    `the authority “${name}”, valid until ${day(until)}`,
    `  key:         ${key}, which signs nodes: keep it away from them`,
    `  certificate: ${certificate}, which each node needs`,
  ].join('\n')

export const authorityJson = ({ name, until, ...pair }: Authority): string =>
  JSON.stringify({ name, ...pair, validUntil: until.toISOString() })

export const issuedText = (issued: ReadonlyArray<Issued>): string =>
  issued
    .map(({ id, name, key, certificate, until }) =>
      [
        `${id}, valid until ${day(until)} (${name})`,
        `  key:         ${key}`,
        `  certificate: ${certificate}`,
      ].join('\n'),
    )
    .join('\n')

/** One JSON object a line. */
export const issuedJson = (issued: ReadonlyArray<Issued>): string =>
  issued
    .map(({ id, name, until, ...pair }) =>
      JSON.stringify({ id, name, ...pair, validUntil: until.toISOString() }),
    )
    .join('\n')
