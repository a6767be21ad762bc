import type { Message } from '../../core/index.ts'

type Kind = Message['_tag']

/** What a network does not carry, by links: from one node to another, every message or only one kind. */
export interface Faults {
  readonly drop: (from: string, to: string, kind: Kind | null) => void
  readonly heal: (from: string, to: string) => void
  readonly loses: (from: string, to: string, message: Message) => boolean
}

export const createFaults = (): Faults => {
  const dropped = new Map<string, Set<Kind | null>>()
  const linkOf = (from: string, to: string): string => `${from}->${to}`
  return {
    drop: (from, to, kind) => {
      const link = linkOf(from, to)
      dropped.set(link, (dropped.get(link) ?? new Set()).add(kind))
    },
    heal: (from, to) => {
      dropped.delete(linkOf(from, to))
    },
    loses: (from, to, { _tag }) => {
      const kinds = dropped.get(linkOf(from, to))
      return kinds !== undefined && (kinds.has(null) || kinds.has(_tag))
    },
  }
}
