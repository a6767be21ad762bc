import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const listed = (...options: ReadonlyArray<string>): ReadonlyArray<string> =>
  execFileSync('git', ['ls-files', '-z', ...options], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '')

/** All files of the repository, with those that are not committed yet, without those that were deleted. */
export const files = (): ReadonlyArray<string> => {
  const deleted = new Set(listed('--deleted'))
  return listed('--cached', '--others', '--exclude-standard').filter((path) => !deleted.has(path))
}

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8')

/** A file of TypeScript, taken apart. */
export interface Source {
  readonly path: string
  readonly tree: ts.SourceFile
}

export const sourceOf = (path: string, text: string): Source => ({
  path,
  tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true),
})

export const sources = (): ReadonlyArray<Source> =>
  files()
    .filter((path) => path.endsWith('.ts'))
    .map((path) => sourceOf(path, textOf(path)))

/** Everything in a file that `isWanted`, in order. */
export const nodesOf = <N extends ts.Node>(
  { tree }: Source,
  isWanted: (node: ts.Node) => node is N,
): ReadonlyArray<N> => {
  const found: N[] = []
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** A place that an editor can open. */
export const placeOf = ({ path, tree }: Source, node: ts.Node): string =>
  `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`

/** The lines, from 0, that have a comment on them or in them. */
export const commentedLines = ({ tree }: Source): ReadonlySet<number> => {
  const lines = new Set<number>()
  const note = (range: ts.CommentRange): void => {
    const last = tree.getLineAndCharacterOfPosition(range.end).line
    for (let line = tree.getLineAndCharacterOfPosition(range.pos).line; line <= last; line++) lines.add(line)
  }
  const visit = (node: ts.Node): void => {
    for (const range of ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []) note(range)
    for (const range of ts.getTrailingCommentRanges(tree.text, node.getEnd()) ?? []) note(range)
    for (const child of node.getChildren(tree)) visit(child)
  }
  visit(tree)
  return lines
}
