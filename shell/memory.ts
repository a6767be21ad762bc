/* What can go wrong with the memory, the file that survives a restart. */

import { obstacles } from './obstacle.ts'

/** What a user has to mend before the node opens: the file can't be read, or its folder not written. */
export interface MemoryUnavailable {
  readonly _tag: 'MemoryUnavailable'
  readonly file: string
  /** As the operating system calls it. */
  readonly code: string
}

/**
 * What the file holds is no memory for this node, which starts from its contacts alone.
 * - `torn`: a memory that is cut off, damaged or changed by hand; it is replaced.
 *
 * The others are left as they are, and nothing is saved in this life:
 * - `foreign`, `oversized`: no memory at all.
 * - `otherVersion`: written by another version of this library.
 * - `otherGroup`: the memory of a member of another group.
 */
export type MemoryFlaw =
  | { readonly reason: 'torn' | 'foreign' }
  | { readonly reason: 'oversized'; readonly limit: number }
  | { readonly reason: 'otherVersion'; readonly version: number }
  | { readonly reason: 'otherGroup'; readonly group: string }

export type MemoryUnreadable = MemoryFlaw & {
  readonly _tag: 'MemoryUnreadable'
  readonly file: string
}

/** The memory could not be written; the node goes on, and tries again. */
export interface MemoryUnwritten {
  readonly _tag: 'MemoryUnwritten'
  readonly file: string
  readonly code: string
}

export type MemoryNotice = MemoryUnreadable | MemoryUnwritten

/** A sentence for a person: what is wrong, what to do about it, and what the node does meanwhile. */
export const explainMemory = (trouble: MemoryUnavailable | MemoryNotice): string => {
  const memory = `the memory ${JSON.stringify(trouble.file)}`
  switch (trouble._tag) {
    case 'MemoryUnavailable':
      return `${memory} can't be used: ${obstacles[trouble.code] ?? trouble.code}`
    case 'MemoryUnwritten':
      return `${memory} could not be written (${trouble.code}), so a restart would know only what it held before; the node goes on, and tries again`
    case 'MemoryUnreadable':
      return `${memory} ${flawed(trouble)}`
  }
}

const flawed = (flaw: MemoryFlaw): string => {
  const kept = 'is left as it is: this node starts from its contacts, and saves nothing'
  switch (flaw.reason) {
    case 'torn':
      return 'is cut off, damaged or changed by hand: this node starts from its contacts, and replaces it'
    case 'foreign':
      return `is no memory of a node, and ${kept}; give another file`
    case 'oversized':
      return `is no memory of a node, being larger than ${flaw.limit} bytes, and ${kept}; give another file`
    case 'otherVersion':
      return `has version ${flaw.version}, which this library does not read, and ${kept}; move it away, or give another file`
    case 'otherGroup':
      return `belongs to the group ${flaw.group}, and ${kept}; give another file`
  }
}
