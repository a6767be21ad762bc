import type { Rule } from '../../core/index.ts'
import type { Fact } from './fact.ts'

/** A fact while it is looked for: it knows the findings that led to it, and not only their numbers. */
export interface Finding {
  readonly n: number
  readonly at: number
  readonly says: string
  readonly rule: Rule | null
  readonly because: ReadonlyArray<Finding>
  /** What is over with it, as it began; null where nothing is, or where its beginning is not known. */
  readonly since: Finding | null
}

/** A finding whose causes are of its own kind. */
export interface Linked<F extends Finding> extends Finding {
  readonly because: ReadonlyArray<F>
  readonly since: F | null
}

/**
 * These findings and all that led to them, by event: each cause before what it led to. What `isListed` refuses is
 * known by its number alone, and so are its causes.
 */
export const chainOf = <F extends Linked<F>>(
  findings: Iterable<F>,
  isListed: (cause: F) => boolean,
): ReadonlyArray<F> => {
  const chain = new Set<F>()
  const add = (finding: F): void => {
    if (chain.has(finding)) return
    const { because, since } = finding
    for (const cause of since === null ? because : [since, ...because]) if (isListed(cause)) add(cause)
    chain.add(finding)
  }
  for (const finding of findings) add(finding)
  return [...chain].sort((a, b) => a.n - b.n)
}

export const factOf = (finding: Finding, boot: number | null, fragments: Fact['fragments'] = null): Fact => ({
  n: finding.n,
  at: finding.at,
  says: finding.says,
  rule: finding.rule,
  because: numbersOf(finding.because.filter(({ n }) => n < finding.n)),
  since: finding.since?.n ?? null,
  boot,
  fragments,
})

/** The events of these findings, rising, each once. */
export const numbersOf = (findings: ReadonlyArray<Finding>): ReadonlyArray<number> =>
  [...new Set(findings.map(({ n }) => n))].sort((a, b) => a - b)
