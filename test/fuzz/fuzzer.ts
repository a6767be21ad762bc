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

// A look at the coverage takes a millisecond, which many inputs share.
const BATCH = 64

/** Blocks that one input may run: hundreds of times what the largest of the seeds takes. */
export const STEP_LIMIT = 50_000_000

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
    coverage.skip()
    for (const input of inputs) problemOf(target, input)
    const { isNew, steps } = coverage.look(inputs.length === 1)
    if (inputs.length > 1) return isNew || steps > STEP_LIMIT ? halves(inputs) : null
    if (isNew) corpus.push(...inputs)
    const [input] = inputs
    return steps > STEP_LIMIT && input !== undefined
      ? { input, problem: `took ${steps} steps, more than ${STEP_LIMIT}` }
      : null
  }
  const halves = (inputs: ReadonlyArray<Input>): Finding | null => {
    const middle = inputs.length >> 1
    return sift(inputs.slice(0, middle)) ?? sift(inputs.slice(middle))
  }
  const batch = (inputs: ReadonlyArray<Input>): Finding | null => {
    coverage.skip()
    for (const input of inputs) {
      const finding = attempt(input)
      if (finding !== null) return finding
    }
    const { isNew, steps } = coverage.look(false)
    return isNew || steps > STEP_LIMIT ? halves(inputs) : null
  }
  const another = (): Input => mutate(pick(corpus, below), pick(corpus, below), target, below)

  const seeds = target.seeds(seed)
  for (let at = 0; at < seeds.length; at += BATCH) {
    const finding = batch(seeds.slice(at, at + BATCH))
    if (finding !== null) return { ...figures(), finding }
  }
  while (!isOver(figures())) {
    const finding = batch(Array.from({ length: BATCH }, another))
    if (finding !== null) return { ...figures(), finding }
  }
  return { ...figures(), finding: null }
}

/** What was found last leads on more often than what was found first. */
const pick = (corpus: ReadonlyArray<Input>, below: (size: number) => number): Input => {
  const recent = below(2) === 0 ? corpus.slice(-Math.ceil(corpus.length / 4)) : corpus
  return oneOf(recent, below)
}

/** What is wrong when this input is tried. */
export const problemOf = (target: Target, input: Input): Finding | null => {
  try {
    target.play(input)
    return null
  } catch (error) {
    return { input, problem: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

/** The same finding with as few pieces as can be left out one by one. */
export const shrunk = (target: Target, finding: Finding): Finding => {
  for (const [at] of finding.input.entries()) {
    const fewer = problemOf(
      target,
      finding.input.filter((_piece, i) => i !== at),
    )
    if (fewer !== null) return shrunk(target, fewer)
  }
  return finding
}
