import { InvalidArgumentError } from 'commander'
import { boot, nodeId, whole } from '../../../core/codec/scalar.ts'
import type { NodeId, RumorId } from '../../../core/index.ts'

/** What is asked about. */
export type Subject =
  | { readonly _tag: 'Node'; readonly id: NodeId }
  | { readonly _tag: 'Rumor'; readonly rumor: RumorId }
  | { readonly _tag: 'Arc'; readonly arc: Arc }

export interface Arc {
  readonly from: NodeId
  readonly to: NodeId
}

/** Reads a node's id. */
export const readNode = (text: string): NodeId => {
  if (nodeId.is(text)) return text
  throw new InvalidArgumentError('It must be the id of a node, like 127.0.0.1:7000.')
}

const RUMOR = /^(.+)\/(\d+)\/(\d+)$/
const sequences = whole(1)

/** Reads a rumor's id, as `gossip agent --json` prints it. */
export const readRumor = (text: string): RumorId => {
  const [, origin, life, digits] = RUMOR.exec(text) ?? []
  const [lived, sequence] = [Number(life), Number(digits)]
  if (nodeId.is(origin) && boot.is(lived) && sequences.is(sequence)) return { origin, boot: lived, sequence }
  throw new InvalidArgumentError(
    'It must be the id of a message, ORIGIN/BOOT/SEQUENCE, like 127.0.0.1:7000/1767225600000/1.',
  )
}

/** Reads the two ends of an arc. */
export const readArc = (text: string): Arc => {
  const [from, to, ...rest] = text.split(',')
  if (rest.length === 0 && nodeId.is(from) && nodeId.is(to) && from !== to) return { from, to }
  throw new InvalidArgumentError(
    'It must be the ids of two nodes, the holder first, like 127.0.0.1:7000,127.0.0.1:7001.',
  )
}

export interface Asked {
  readonly node?: NodeId
  readonly rumor?: RumorId
  readonly arc?: Arc
}

/** The one thing that is asked about; null where it is none, or more than one. */
export const subjectOf = ({ node, rumor, arc }: Asked): Subject | null => {
  const subjects: ReadonlyArray<Subject> = [
    ...(node === undefined ? [] : [{ _tag: 'Node', id: node } as const]),
    ...(rumor === undefined ? [] : [{ _tag: 'Rumor', rumor } as const]),
    ...(arc === undefined ? [] : [{ _tag: 'Arc', arc } as const]),
  ]
  return subjects.length === 1 ? (subjects[0] ?? null) : null
}

export const nameOf = (subject: Subject): string => {
  switch (subject._tag) {
    case 'Node':
      return subject.id
    case 'Arc':
      return `${subject.arc.from},${subject.arc.to}`
    case 'Rumor':
      return `${subject.rumor.origin}/${subject.rumor.boot}/${subject.rumor.sequence}`
  }
}
