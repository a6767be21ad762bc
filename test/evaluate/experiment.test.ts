import { describe, expect, it } from 'vitest'
import { experiments } from '../../shell/cli/evaluate/experiments.ts'
import type { Cell, Section } from '../../shell/cli/evaluate/report/section.ts'
import { lawfulMean } from '../../shell/simulation/index.ts'
import { tiny } from './scale.ts'

const sectionOf = (id: string, seed = 1): Section => {
  const experiment = experiments.find((each) => each.id === id)
  if (experiment === undefined) throw new Error(`there is no experiment ${id}`)
  return experiment.run(tiny, seed, () => {})
}

const column = ({ rows }: Section, name: string): ReadonlyArray<Cell> => rows.map((row) => row[name] ?? null)

describe.each(experiments.map(({ id, run }) => [id, run] as const))('the experiment %s', (id, run) => {
  const shares: number[] = []
  const section = run(tiny, 1, (share) => shares.push(share))

  it('fills every column of every row, but for what there is none of, with numbers that are finite', () => {
    expect(section.id).toBe(id)
    expect(section.rows.length).toBeGreaterThan(0)
    const names = section.columns.map(({ name }) => name).sort()
    for (const row of section.rows) {
      expect(Object.keys(row).sort()).toEqual(names)
      for (const value of Object.values(row))
        if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite)
    }
  })

  it('says what it expected, and whether it was found', () => {
    expect(section.verdicts?.length).toBeGreaterThan(0)
    for (const { measured, expected } of section.verdicts ?? []) {
      expect(measured).toSatisfy(Number.isFinite)
      expect(String(expected)).not.toMatch(/NaN|Infinity|undefined/)
    }
    expect(section.paragraph).not.toMatch(/NaN|undefined/)
  })

  it('tells its progress, and ends when all is done', () => {
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
  })

  it('is the same for the same seed, and another for another', () => {
    expect(run(tiny, 1, () => {})).toEqual(section)
    expect(run(tiny, 2, () => {}).rows).not.toEqual(section.rows)
  })
})

describe('an evaluation', () => {
  it('has theory beside the view sizes, and a standard deviation over the runs', () => {
    for (const { copies, nodes, mean, sd, law } of sectionOf('view-size').rows) {
      expect(law).toBe(lawfulMean(Number(nodes), Number(copies)))
      expect(Number(sd)).toBeGreaterThan(0)
      expect(Number(mean)).toBeGreaterThan(1)
    }
  })

  it('has distributions whose shares add up to 1', () => {
    const { rows } = sectionOf('view-distribution')
    for (const copies of [0, 1]) {
      const own = rows.filter((row) => row['copies'] === copies)
      for (const name of ['partialView', 'inView']) {
        expect(own.reduce((sum, row) => sum + Number(row[name]), 0)).toBeCloseTo(1, 9)
      }
    }
  })

  it('reaches everybody where nobody crashed', () => {
    const whole = sectionOf('crashes').rows.filter((row) => row['crashed'] === 0)
    expect(whole.map((row) => [row['survivors'], row['reached'], row['diedOut']])).toEqual([
      [40, 1, 0],
      [40, 1, 0],
    ])
  })

  it('shows views of a third of the group at one contact, and short ones behind the latest joiner', () => {
    const { rows } = sectionOf('contacts')
    const mean = (pattern: string, nodes: number): number =>
      Number(rows.find((row) => row['pattern'] === pattern && row['nodes'] === nodes)?.['mean'])
    expect(mean('the founder, directly', 20)).toBeGreaterThan(lawfulMean(20, 0))
    expect(mean('the latest joiner, directly', 40)).toBeLessThanOrEqual(2)
  })

  it('keeps the mean over leases without the size estimate as it was', () => {
    const section = sectionOf('leases')
    const without = section.rows.filter((row) => row['series'] === 'c = 1, without the size estimate')
    expect(new Set(without.map((row) => row['mean'])).size).toBe(1)
    expect(new Set(column(section, 'period'))).toEqual(new Set([0, 1, 2, 3, 4, 5]))
  })

  it('knows no arc of one end after unsubscription', () => {
    expect(new Set(column(sectionOf('shrinking'), 'half'))).toEqual(new Set([0]))
  })

  it('isolates nobody more once nobody crashes any more', () => {
    const { rows } = sectionOf('isolation')
    for (const series of new Set(rows.map((row) => row['series']))) {
      const isolated = rows.filter((row) => row['series'] === series).map((row) => Number(row['isolated']))
      expect(isolated).toEqual([...isolated].sort((a, b) => b - a))
    }
  })

  it('shows shorter views where joins overlap', () => {
    const { rows } = sectionOf('overlapping-joins')
    for (const series of new Set(rows.map((row) => row['series']))) {
      const [slow, fast] = rows.filter((row) => row['series'] === series).map((row) => Number(row['mean']))
      expect(slow).toBeGreaterThan(fast ?? Number.NaN)
    }
  })
})
