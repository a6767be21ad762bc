import { asNodeId, type NodeId, type Sketch } from '../../core/index.ts'
import { merge, REGISTERS, type Registers, registersOf } from '../../core/registers.ts'

export const NOTHING: Registers = Array.from({ length: REGISTERS }, () => 0)

export const ids = (count: number, first = 0): ReadonlyArray<NodeId> =>
  Array.from({ length: count }, (_, index) =>
    asNodeId(`10.0.${(first + index) >> 8}.${(first + index) & 255}:7946`),
  )

/** What somebody knows in an epoch who has heard of all of these. */
export const sketchOf = (epoch: number, all: ReadonlyArray<NodeId>): Sketch => ({
  epoch,
  registers: all.map((id) => registersOf(id, epoch)).reduce(merge, NOTHING),
})
