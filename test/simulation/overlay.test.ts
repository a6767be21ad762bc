import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { components, halfArcs, overlayOf, sources, spreadOf } from '../../shell/simulation/index.ts'
import { holds } from '../property/holds.ts'
import { complete, graphOf, ring, viewsOf } from './graph.ts'

/** For each node, whom it holds: any directed graph of a few nodes without loops. */
const targets: fc.Arbitrary<ReadonlyArray<ReadonlyArray<number>>> = fc
  .integer({ min: 1, max: 9 })
  .chain((nodes) =>
    fc
      .tuple(
        ...Array.from({ length: nodes }, () => fc.subarray(Array.from({ length: nodes }, (_, id) => id))),
      )
      .map((views) => views.map((view, node) => view.filter((other) => other !== node))),
  )

/** Whether there is a path, found by trying all nodes in between. */
const reach = (graph: ReadonlyArray<ReadonlyArray<number>>): ReadonlyArray<ReadonlyArray<boolean>> => {
  const paths = graph.map((view, from) => graph.map((_, to) => from === to || view.includes(to)))
  for (const middle of graph.keys())
    for (const from of graph.keys())
      for (const row of [paths[from] ?? []])
        for (const to of graph.keys()) row[to] ||= row[middle] === true && paths[middle]?.[to] === true
  return paths
}

holds('components are the largest sets of nodes that reach each other', [targets], (graph) => {
  const paths = reach(graph)
  const mutual = (a: number, b: number): boolean => paths[a]?.[b] === true && paths[b]?.[a] === true
  // Each component once, at its lowest node.
  const sizes = [...graph.keys()]
    .filter((node) => [...graph.keys()].every((other) => other >= node || !mutual(node, other)))
    .map((node) => [...graph.keys()].filter((other) => mutual(node, other)).length)
  expect(components(graphOf(graph))).toEqual(sizes.sort((a, b) => b - a))
})

holds('sources are the arcs seen from their other ends', [targets], (graph) => {
  const back = sources(graphOf(graph))
  expect(back).toHaveLength(graph.length)
  for (const [target, holders] of back.entries()) {
    expect(holders).toEqual([...graph.keys()].filter((node) => graph[node]?.includes(target)))
  }
})

holds('a half arc is one that only one end knows', [targets, targets], (out, into) => {
  const nodes = Math.max(out.length, into.length)
  const states = Array.from({ length: nodes }, (_, node) => viewsOf(node, out[node] ?? [], into[node] ?? []))
  const expected: string[] = []
  for (let from = 0; from < nodes; from++) {
    for (let to = 0; to < nodes; to++) {
      const [held, known] = [out[from]?.includes(to) ?? false, into[to]?.includes(from) ?? false]
      if (held && !known) expected.push(`n${from} -> n${to}, unknown to its target`)
      if (known && !held) expected.push(`n${from} -> n${to}, unknown to its source`)
    }
  }
  expect([...halfArcs(states)].sort()).toEqual(expected.sort())
})

describe('an overlay', () => {
  it('numbers nodes in their order, and leaves out members that do not run', () => {
    const { ids, targets: views } = overlayOf([viewsOf(7, [3, 9]), viewsOf(3, [7]), viewsOf(5, [3, 7])])
    expect(ids).toEqual(['n7', 'n3', 'n5'])
    expect(views).toEqual([[1], [0], [1, 0]])
  })

  it('is one component where everybody holds everybody, or the next on a ring', () => {
    expect(components(complete(6))).toEqual([6])
    expect(components(ring(50, 1))).toEqual([50])
  })

  it('is as many components as nodes on a path, however long', () => {
    const path = graphOf(Array.from({ length: 50_000 }, (_, node) => (node === 49_999 ? [] : [node + 1])))
    expect(components(path)).toHaveLength(50_000)
  })

  it('of nobody has no component', () => {
    expect(components(graphOf([]))).toEqual([])
  })
})

describe('a spread', () => {
  it('is the mean, the standard deviation over all values, and the extremes', () => {
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({ mean: 5, sd: 2, min: 2, max: 9 })
    expect(spreadOf([3])).toEqual({ mean: 3, sd: 0, min: 3, max: 3 })
  })

  it('of nothing is zero', () => {
    expect(spreadOf([])).toEqual({ mean: 0, sd: 0, min: 0, max: 0 })
  })

  it('can be of more values than a function takes arguments', () => {
    const { mean, max } = spreadOf(Array.from({ length: 300_000 }, (_, value) => value))
    expect({ mean, max }).toEqual({ mean: 149_999.5, max: 299_999 })
  })
})
