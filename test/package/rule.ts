import ts from 'typescript'
import { commentedLines, nodesOf, placeOf, type Source } from './source.ts'

/** A rule of the house: the places in a file that break it. */
export type Rule = (source: Source) => ReadonlyArray<string>

const LINES = 200

/** A file fits into a reader's head. */
export const isShort: Rule = ({ path, tree }) => {
  const lines = tree.text.trimEnd().split('\n').length
  return lines > LINES ? [`${path}: ${lines} lines`] : []
}

/** Data and functions only. What a dependency declares is not ours. */
export const hasNoClass: Rule = (source) =>
  source.path.endsWith('.d.ts')
    ? []
    : nodesOf(source, (node) => ts.isClassLike(node)).map((node) => placeOf(source, node))

const isConst = (node: ts.AsExpression): boolean =>
  ts.isTypeReferenceNode(node.type) && node.type.typeName.getText() === 'const'

const isCast = (node: ts.Node): node is ts.AsExpression | ts.TypeAssertion =>
  ts.isTypeAssertionExpression(node) || (ts.isAsExpression(node) && !isConst(node))

/** A cast says why it is right: on its own lines, on the line above, or above its statement. */
export const explainsCasts: Rule = (source) => {
  const { tree } = source
  const lineOf = (position: number): number => tree.getLineAndCharacterOfPosition(position).line
  const commented = commentedLines(source)
  const isExplained = (cast: ts.Node): boolean => {
    const statement = ts.findAncestor(cast, (node) => ts.isStatement(node) && !ts.isBlock(node)) ?? cast
    const candidates = [lineOf(statement.getStart(tree)) - 1]
    for (let line = lineOf(cast.getStart(tree)) - 1; line <= lineOf(cast.getEnd()); line++)
      candidates.push(line)
    return candidates.some((line) => commented.has(line))
  }
  return nodesOf(source, isCast)
    .filter((cast) => !isExplained(cast))
    .map((cast) => placeOf(source, cast))
}

export const hasNoAny: Rule = (source) =>
  nodesOf(source, (node): node is ts.KeywordTypeNode => node.kind === ts.SyntaxKind.AnyKeyword).map((node) =>
    placeOf(source, node),
  )

/** A thing has one name, wherever it is imported. */
export const hasNoDefaultExport: Rule = (source) =>
  nodesOf(
    source,
    (node): node is ts.ExportAssignment | ts.ExportSpecifier | ts.Modifier =>
      ts.isExportAssignment(node) ||
      (node.kind === ts.SyntaxKind.DefaultKeyword && ts.isModifier(node)) ||
      (ts.isExportSpecifier(node) && node.name.text === 'default'),
  ).map((node) => placeOf(source, node))

/** What every engine computes to the same bits. */
const EXACT = new Set([
  // The language names the number that it is, to the last bit.
  'LN2',
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
])

/**
 * The core computes exactly. The linter knows the functions that do not; this finds the ways around their names:
 * a power that is assigned, and `Math` that is taken apart, passed on, or asked for a name that is not written out.
 */
export const isExact: Rule = (source) =>
  nodesOf(source, (node): node is ts.Node => {
    if (node.kind === ts.SyntaxKind.AsteriskAsteriskToken) return true
    if (node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) return true
    if (!ts.isIdentifier(node) || node.text !== 'Math') return false
    const { parent } = node
    return (
      !ts.isPropertyAccessExpression(parent) || parent.expression !== node || !EXACT.has(parent.name.text)
    )
  }).map((node) => placeOf(source, node))
