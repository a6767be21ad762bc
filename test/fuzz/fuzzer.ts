import { seeded } from '../codec/mutation.ts'
import type { Coverage } from './coverage.ts'
import { mutate } from './mutate.ts'
import { type Input, oneOf, type Target } from './target.ts'

/** An input with which something does not hold, and what. */
export interface Finding {
  readonly problem: string
  readonly input: Input
}

export interface Figures {
  readonly executions: number
  readonly blocks: number
  readonly corpus: number
}

/** What stands around a fuzzer: it asks whether to go on, and tells of each input before it is tried. */
export interface Frame {
  readonly coverage: Coverage
  readonly isOver: (figures: Figures) => boolean
  readonly trying: (input: Input) => void
}

export interface Outcome extends Figures {
  readonly finding: Finding | null
}

// A look at the coverage takes as long as many inputs, which share it; but to find who of them has reached something
// new, they are tried again. So they are fewer as long as there is much that is new.
const BATCH = { least: 8, most: 256 }

/** Blocks that one input may run: hundreds of times what the largest of the seeds takes. */
const STEP_LIMIT = 5_000_000

/**
 * Tries inputs until something is found or the frame says that it is over. New inputs are made of those in the corpus,
 * to which whatever reaches something new is added. The same target, seed and number of executions do the same.
 */
export const fuzz = (target: Target, seed: number, { coverage, isOver, trying }: Frame): Outcome => {
  const below = seeded(seed)
  const corpus: Input[] = []
  let executions = 0
  const figures = (): Figures => ({ executions, blocks: coverage.blocks(), corpus: corpus.length })

  const attempt = (input: Input): Finding | null => {
    trying(input)
    executions += 1
    return problemOf(target, input)
  }
  /** Adds to the corpus what reaches something new, and finds what takes too long. */
  const sift = (inputs: ReadonlyArray<Input>): Finding | null => {
    if (inputs.length > BATCH.least) {
      const middle = inputs.length >> 1
      return siftSome(inputs.slice(0, middle)) ?? siftSome(inputs.slice(middle))
    }
    for (const input of inputs) {
      const { isNew, finding } = judge(target, input, coverage)
      if (isNew) corpus.push(input)
      if (finding !== null) return finding
    }
    return null
  }
  const siftSome = (inputs: ReadonlyArray<Input>): Finding | null => {
    for (const input of inputs) problemOf(target, input)
    const { isNew, steps } = coverage.look(false)
    return isNew || steps > STEP_LIMIT ? sift(inputs) : null
  }
  const another = (): Input => mutate(pick(corpus, below), pick(corpus, below), target, below)
  let size = BATCH.least
  const batch = (inputs: ReadonlyArray<Input>): Finding | null => {
    for (const input of inputs) {
      const finding = attempt(input)
      if (finding !== null) return finding
    }
    const { isNew, steps } = coverage.look(false)
    size = isNew ? Math.max(BATCH.least, size / 2) : Math.min(BATCH.most, size * 2)
    return isNew || steps > STEP_LIMIT ? sift(inputs) : null
  }

  let finding: Finding | null = null
  const seeds = target.seeds(seed)
  coverage.skip()
  for (let at = 0; at < seeds.length && finding === null; at += BATCH.least)
    finding = batch(seeds.slice(at, at + BATCH.least))
  while (finding === null && !isOver(figures())) finding = batch(Array.from({ length: size }, another))
  return { ...figures(), finding }
}

/** What was found last leads on more often than what was found first. */
const pick = (corpus: ReadonlyArray<Input>, below: (size: number) => number): Input => {
  const recent = below(2) === 0 ? corpus.slice(-Math.ceil(corpus.length / 4)) : corpus
  return oneOf(recent, below)
}

/** What is wrong when this input is tried. */
const problemOf = (target: Target, input: Input): Finding | null => {
  try {
    target.play(input)
    return null
  } catch (error) {
    return { input, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** The same for an input by itself, which also must not take too long; and whether it reached something new. */
export const judge = (
  target: Target,
  input: Input,
  coverage: Coverage,
): { readonly isNew: boolean; readonly finding: Finding | null } => {
  const finding = problemOf(target, input)
  const { isNew, steps } = coverage.look(true)
  const problem = `took ${steps} steps, more than ${STEP_LIMIT}`
  return { isNew, finding: finding ?? (steps > STEP_LIMIT ? { input, problem } : null) }
}

/** The same finding with as few pieces as can be left out one by one. */
export const shrunk = (target: Target, finding: Finding, trying: Frame['trying']): Finding => {
  for (const [at] of finding.input.entries()) {
    const fewer = finding.input.filter((_piece, i) => i !== at)
    trying(fewer)
    const still = problemOf(target, fewer)
    if (still !== null) return shrunk(target, still, trying)
  }
  return finding
}
