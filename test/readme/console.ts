import { snippets } from './snippet.ts'

/** A command as the README shows it, and what it is said to print. */
export interface Exchange {
  readonly command: string
  /** Lines; `…` alone stands for any number of others. */
  readonly shown: ReadonlyArray<string>
}

/** What is typed and printed in the README's consoles, in order. */
export const exchanges = (): ReadonlyArray<Exchange> =>
  snippets('console').flatMap((block) =>
    block
      .trimEnd()
      .split(/^\$ /m)
      .slice(1)
      .map((text) => {
        const [command = '', ...shown] = text.trimEnd().split('\n')
        return { command, shown }
      }),
  )

/** Whether lines are those that are shown, with others only where the README leaves some out. */
export const isShown = (lines: ReadonlyArray<string>, shown: ReadonlyArray<string>): boolean => {
  const [first, ...rest] = shown
  if (first === undefined) return lines.length === 0
  if (first !== '…') return lines[0] === first && isShown(lines.slice(1), rest)
  return lines.some((_line, at) => isShown(lines.slice(at), rest)) || isShown([], rest)
}
