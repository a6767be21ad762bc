import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lawfulMean, reachOracle } from '../../shell/simulation/index.ts'
import { overlayFrom } from './edges.ts'
import { simulate } from './simulate.ts'

type Figures = Readonly<Record<string, unknown>>

/** The one line of JSON that a run prints. */
const figures = async (...args: ReadonlyArray<string>): Promise<Figures> => {
  const { code, out, err } = await simulate(...args, '--json')
  expect({ code, err: err.includes('error') }).toEqual({ code: 0, err: false })
  expect(out).toMatch(/^\{.*\}\n$/)
  // Its shape is what the tests here are about.
  return JSON.parse(out) as Figures
}

const spread = {
  mean: expect.any(Number),
  sd: expect.any(Number),
  min: expect.any(Number),
  max: expect.any(Number),
}

const grown = {
  nodes: 200,
  copies: 1,
  seed: 7,
  partialView: spread,
  inView: spread,
  theoryMean: expect.closeTo(lawfulMean(200, 1), 5),
}

const cost = { steps: expect.any(Number), seconds: expect.any(Number), peakRssMb: expect.any(Number) }

const group = ['--nodes', '200', '--copies', '1', '--seed', '7']

describe('the figures of a simulation', () => {
  it('are those of the group where nothing more is asked for', async () => {
    const all = await figures(...group)
    expect(all).toEqual({ ...grown, ...cost })
    expect(all['partialView']).toMatchObject({ mean: (all['inView'] as { mean: number }).mean }) // a spread, as above
  })

  it('are of each thing that is asked for, and in order', async () => {
    const all = await figures(
      ...[
        '--nodes',
        '80',
        '--copies',
        '1',
        '--seed',
        '7',
        '--leave',
        '0.25',
        '--lease',
        'on',
        '--lease-periods',
        '2',
        '--size-estimate',
        'on',
      ],
      ...['--crash', '0.2', '--loss', '0.01', '--broadcasts', '3'],
    )
    expect(all).toEqual({
      ...grown,
      nodes: 80,
      theoryMean: expect.closeTo(lawfulMean(80, 1), 5),
      afterLeave: {
        nodes: 60,
        partialView: spread,
        inView: spread,
        theoryMean: expect.closeTo(lawfulMean(60, 1), 5),
      },
      lease: [0, 1, 2].map((period) => ({ period, mean: expect.any(Number), sd: expect.any(Number) })),
      sizeEstimate: spread,
      delivery: {
        survivors: 48,
        reached: expect.any(Number),
        atomic: expect.any(Number),
        diedOut: expect.any(Number),
        hopsMean: expect.any(Number),
        hopsMax: expect.any(Number),
        copiesPerDelivery: expect.any(Number),
        oracle: expect.any(Number),
      },
      ...cost,
    })
    expect(Object.keys(all)).toEqual([
      ...['nodes', 'copies', 'seed', 'partialView', 'inView', 'theoryMean', 'afterLeave', 'lease'],
      ...['sizeEstimate', 'delivery', 'steps', 'seconds', 'peakRssMb'],
    ])
  })

  it('are the same for the same seed, but for the seconds and the memory', async () => {
    const args = [
      ...['--nodes', '60', '--seed', '7', '--crash', '0.3', '--loss', '0.05', '--broadcasts', '4'],
      ...['--indirection', 'on', '--contact', 'first'],
    ]
    const [one, two] = [await figures(...args), await figures(...args)]
    const fixed = ({ seconds: _, peakRssMb: __, ...rest }: Figures): Figures => rest
    expect(fixed(two)).toEqual(fixed(one))
    const other = await figures(...args.map((arg) => (arg === '7' ? '8' : arg)))
    expect(other['partialView']).not.toEqual(one['partialView'])
  })

  it('of many runs are their means, extremes and sums, with the runs themselves', async () => {
    const all = await figures(...group, '--runs', '3')
    // A list of the runs, each of the shape that is tested above.
    const runs = all['runs'] as ReadonlyArray<{
      readonly seed: number
      readonly steps: number
      readonly partialView: Readonly<Record<'mean' | 'min' | 'max', number>>
    }>
    expect(runs.map(({ seed }) => seed)).toEqual([7, 8, 9])
    const [first, ...others] = runs
    expect(others).not.toContainEqual({ ...first, seed: expect.any(Number) })
    const { seconds: _, peakRssMb: __, ...alone } = await figures(...group)
    expect(first).toMatchObject(alone)
    const views = runs.map(({ partialView }) => partialView)
    expect(all).toMatchObject({
      seed: 7,
      steps: runs.reduce((sum, { steps }) => sum + steps, 0),
      partialView: {
        mean: expect.closeTo(views.reduce((sum, { mean }) => sum + mean, 0) / 3, 5),
        min: Math.min(...views.map(({ min }) => min)),
        max: Math.max(...views.map(({ max }) => max)),
      },
    })
  })

  it('show that nothing is lost where nothing is, and are a table for a person', async () => {
    const { code, out, err } = await simulate('--nodes', '50', '--seed', '1')
    expect(code).toBe(0)
    expect(err).toContain('Nothing is lost in this run')
    expect(out).toContain('PartialView')
    expect((await simulate('--nodes', '20', '--seed', '1', '--loss', '0.1')).err).toBe('')
  })
})

describe('a fan-out', () => {
  const copies = async (...args: ReadonlyArray<string>): Promise<number> => {
    const { delivery } = await figures(...group, '--broadcasts', '20', ...args)
    // The figures of delivery, as tested above.
    const { copiesPerDelivery, reached, diedOut } = delivery as Readonly<Record<string, number>>
    expect(reached).toBeGreaterThan(0.5)
    expect(diedOut).toBe(0)
    return copiesPerDelivery ?? 0
  }

  it('of k has each node that gets a message send k copies, or as many as it can', async () => {
    const three = await copies('--fan-out', '3')
    // The origin sends some as well, and few members have a view of less than four.
    expect(three).toBeGreaterThan(2.8)
    expect(three).toBeLessThan(3.1)
  })

  it('of all sends a copy to everybody else in the view', async () => {
    const all = await figures(...group)
    const { mean } = all['partialView'] as { readonly mean: number } // a spread, as tested above
    const every = await copies('--fan-out', 'all')
    expect(every).toBe(await copies())
    expect(every).toBeGreaterThan(mean - 1)
    expect(every).toBeLessThan(mean + 0.2)
  })
})

describe('the edges', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'edges-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('are the views at the time of the broadcasts, from which anyone gets the same figures', async () => {
    const file = join(folder, 'edges')
    const all = await figures(...group, '--crash', '0.4', '--broadcasts', '2', '--edges', file)
    const text = await readFile(file, 'utf8')
    for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^n\d+!?:( n\d+!?)*$/)
    const { overlay, crashed } = overlayFrom(text)
    expect(overlay.ids).toHaveLength(200)
    expect(crashed.size).toBe(80)
    const arcs = overlay.targets.reduce((sum, view) => sum + view.length, 0)
    // Nobody has left, so these are the views as they have grown.
    expect(all['partialView']).toMatchObject({ mean: expect.closeTo(arcs / 200, 5) })
    expect(all['delivery']).toMatchObject({
      survivors: 120,
      oracle: expect.closeTo(reachOracle(overlay, { crashed: 0.4, loss: 0, fanOut: 0 }), 5),
    })
  })

  it('that cannot be written are a failure, in a sentence', async () => {
    const { code, out, err } = await simulate('--nodes', '5', '--edges', join(folder, 'no', 'such', 'folder'))
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^error: .*no such file or directory.*\n$/m)
  })
})
