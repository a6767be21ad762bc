import type { Sketch } from '../../../core/message.ts'
import type { Node } from './node.ts'

/** PROTOCOL 6.2, by hand, within one epoch. */
export const onSketch = (node: Node, theirs: Sketch | null): void => {
  const ours = node.sketch
  if (ours === null || theirs === null) return
  if (theirs.epoch !== ours.epoch) throw new Error('no handler for another epoch')
  const { registers } = ours
  for (let at = 0; at < registers.length; at++) {
    if ((theirs.registers[at] ?? 0) <= (registers[at] ?? 0)) continue
    // What was sent shares them, so they are copied after all.
    node.sketch = { epoch: ours.epoch, registers: larger(registers, theirs.registers) }
    return
  }
}

const larger = (ours: Sketch['registers'], theirs: Sketch['registers']): Sketch['registers'] => {
  const registers = ours.slice()
  for (let at = 0; at < registers.length; at++) {
    const rank = theirs[at] ?? 0
    if (rank > (registers[at] ?? 0)) registers[at] = rank
  }
  return registers
}
