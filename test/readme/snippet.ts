import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export const readme: string = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The fenced blocks of the README in one language, in their order. */
export const snippets = (language: string): ReadonlyArray<string> =>
  [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, tag, body]) =>
    tag === language && body !== undefined ? [body] : [],
  )

/** The text with `from` replaced, which must be there: a snippet that changed must not slip through unrun. */
export const swap = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the README no longer says ${JSON.stringify(from)}`)
  return text.replaceAll(from, to)
}
