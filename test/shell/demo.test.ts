import { expect, it } from 'vitest'
import { asBoot, asNodeId, type RumorId } from '../../core/id.ts'
import { makeMeter } from '../../shell/cli/demo/meter.ts'
import type { Report } from '../../shell/cli/demo/report.ts'
import { gossip } from './agent.ts'
import { openPair } from './node.ts'

const rumor = (sequence: number): RumorId => ({ origin: asNodeId('a:1'), boot: asBoot(1), sequence })

it('a phase counts what was published in it, whenever it comes, and nothing of what was published before', async () => {
  const nodes = await openPair()
  const [one, other] = nodes
  const first = makeMeter(nodes, () => false)
  first.published(rumor(1), performance.now())
  first.published(rumor(2), performance.now())
  first.delivered(one, rumor(1))
  const second = makeMeter(nodes, first.knows)
  const third = makeMeter(nodes, second.knows)
  for (const late of [1, 2]) second.delivered(other, rumor(late))
  expect(second.count()).toBe(0)
  // The reader may hear of a message before the publisher knows its id.
  second.delivered(one, rumor(3))
  second.published(rumor(3), performance.now())
  second.delivered(other, rumor(3))
  second.delivered(other, rumor(3))
  for (const late of [1, 2, 3]) third.delivered(one, rumor(late))
  expect(third.count()).toBe(0)
  const counted = { delivered: 2, duplicates: 1, published: 1, expected: 1 }
  expect(second.phase('second', nodes)).toMatchObject({ name: 'second', nodes: 2, ...counted })
})

it('the demo says what a delivery costs, warmed up, and what a bare datagram does', async () => {
  const demo = gossip(['demo', '--nodes', '5', '--messages', '40', '--warmup', '30', '--seed', '1', '--json'])
  expect(await demo.exit).toBe(0)
  // What the command prints as its report.
  const { bareDatagramMs, phases } = JSON.parse(demo.out()) as Report
  expect(bareDatagramMs).toBeGreaterThan(0)
  expect(phases.map(({ name }) => name)).toEqual(['all nodes', 'after kills and leaves'])
  expect(phases[0]).toMatchObject({ published: 40, expected: 160, duplicates: 0 })
  for (const { cpuMsPerDelivery, deliveryInBareDatagrams, delivered, expected } of phases) {
    expect(delivered).toBeGreaterThan(0)
    expect(delivered).toBeLessThanOrEqual(expected)
    expect(cpuMsPerDelivery).toBeGreaterThan(0)
    expect(deliveryInBareDatagrams * bareDatagramMs).toBeCloseTo(cpuMsPerDelivery, 2)
  }
})
