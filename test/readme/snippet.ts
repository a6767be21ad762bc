import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const root: string = fileURLToPath(new URL('../..', import.meta.url))

export const readme: string = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

/** The fenced blocks of the README in one language, in their order. */
export const snippets = (language: string): ReadonlyArray<string> =>
  [...readme.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].flatMap(([, tag, body]) =>
    tag === language && body !== undefined ? [body] : [],
  )

/** The commands of the one block of shell that has this word in it, without what is said about them. */
export const commandsWith = (word: string): ReadonlyArray<string> => {
  const found = snippets('sh').filter((block) => block.includes(word))
  if (found.length !== 1)
    throw new Error(`the README has ${found.length} blocks with ${JSON.stringify(word)}`)
  return (found[0] ?? '')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, ''))
}

/** The text with `from` replaced, which must be there: a snippet that changed must not slip through unrun. */
export const swap = (text: string, from: string, to: string): string => {
  if (!text.includes(from)) throw new Error(`the README no longer says ${JSON.stringify(from)}`)
  return text.replaceAll(from, to)
}
