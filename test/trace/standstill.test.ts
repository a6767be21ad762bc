import { expect, it } from 'vitest'
import { asNodeId, type NodeId, type Notice } from '../../core/index.ts'
import { command, type Occurrence, pause, resume, run, start, stateOf } from '../../shell/simulation/index.ts'
import { configOf, createStage } from './stage.ts'

const [a, b, c] = [asNodeId('a'), asNodeId('b'), asNodeId('c')]

/** The arcs that `id` has dropped. */
const droppedBy = (occurrences: ReadonlyArray<Occurrence>, id: NodeId): ReadonlyArray<Notice> =>
  occurrences
    .flatMap((occurrence) =>
      occurrence._tag === 'Stepped' && occurrence.self.id === id ? occurrence.effects : [],
    )
    .flatMap((effect) => (effect._tag === 'Notify' ? [effect.notice] : []))
    .filter((notice) => notice._tag === 'ArcRemoved' || notice._tag === 'Isolated')

// The offsets make the alarm of the node come before, between and after what waits for it.
it.each([
  0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000,
])('a node that stood still keeps its views, whatever came for it first (%d ms later)', (offset) => {
  const stage = createStage()
  const { world, occurrences } = stage
  const config = configOf(stage)
  for (const id of [a, b, c]) start(world, id, config)
  command(world, a, { _tag: 'Join', contacts: [] })
  command(world, b, { _tag: 'Join', contacts: [a] })
  run(world, 1_000)
  command(world, c, { _tag: 'Join', contacts: [b] })
  run(world, 5_000 + offset)
  expect(stateOf(world, c).inView.length).toBeGreaterThan(0)
  pause(world, c)
  run(world, 60_000)
  resume(world, c)
  run(world, 3_000)
  expect(droppedBy(occurrences, c)).toEqual([])
})
