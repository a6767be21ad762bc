import { parameters } from '../../../core/index.ts'
import { type Case, faultsOf, type Scale } from '../case.ts'
import { rounded } from '../crowd.ts'
import { type Spread, spreadOf } from '../spread.ts'

const MOST_COPIES = 2.4

type Setting = readonly [eagerArcs: number, floodedHops: number]

const withTwo: ReadonlyArray<Setting> = [
  [2, 0],
  [2, 1],
  [2, 2],
]

const settings: Readonly<Record<Scale, ReadonlyArray<Setting>>> = {
  short: withTwo,
  full: [...withTwo, [3, 1], [3, 2]],
}

const isDefault = ([eagerArcs, floodedHops]: Setting): boolean =>
  eagerArcs === parameters.eagerArcs.value && floodedHops === parameters.floodedHops.value

const text = ({ copies, median, p99 }: Spread): string =>
  `${rounded(copies)} copies, median ${median} ms, p99 ${p99} ms`

export const defaults: Case = {
  name: 'defaults',
  promise:
    'of some settings of eagerArcs and floodedHops, the default has the lowest p99 of those with at most 2.4 copies a delivery',
  run: (seed, scale) => {
    const spreads = settings[scale].map((setting) => {
      const [eagerArcs, floodedHops] = setting
      return { setting, spread: spreadOf(seed, scale, { eagerArcs, floodedHops }) }
    })
    const [best] = spreads
      .filter(({ spread }) => spread.copies <= MOST_COPIES)
      .sort((one, other) => one.spread.p99 - other.spread.p99)
    return {
      figures: Object.fromEntries(
        spreads.map(({ setting, spread }) => [
          `eagerArcs ${setting[0]}, floodedHops ${setting[1]}`,
          text(spread),
        ]),
      ),
      faults: faultsOf([
        [best !== undefined && isDefault(best.setting), 'another setting is faster, and as cheap'],
      ]),
    }
  },
}
