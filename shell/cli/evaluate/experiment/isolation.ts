import { counter, type Experiment, range, seedOf } from '../experiment.ts'
import { type Blow, HEARTBEAT, type Recovery, recover, type Snapshot, TIMEOUT } from '../recovery.ts'
import type { Chart } from '../report/chart.ts'
import type { Row, Section, Verdict } from '../report/section.ts'
import { type Sample, sampleOf } from '../sample.ts'
import type { Scale } from '../scale.ts'
import { atMost, near } from '../verdict.ts'
import { count, listed, percent, SOURCE, times } from '../wording.ts'

// Seconds between two looks at a group.
const PACE = 5

/** Section 3 of the protocol: nodes whom nobody holds any more are found again. */
export const isolation: Experiment = {
  id: 'isolation',
  run: ({ isolation: setting }, seed, tell) => {
    const { nodes, runs, seconds } = setting
    const looks = Math.ceil(seconds / PACE)
    const cases = casesOf(setting)
    const tick = counter(tell, cases.length * runs * looks)
    const series = cases.map(
      (each): Series => ({
        ...each,
        recoveries: range(runs).map((at) =>
          recover({ ...each, nodes, seed: seedOf(seed, at) }, looks, PACE, tick),
        ),
      }),
    )
    return section(setting, series)
  },
}

type Case = Pick<Blow, 'copies' | 'how' | 'fraction'>

const casesOf = ({ copies, crashed, left }: Scale['isolation']): ReadonlyArray<Case> =>
  copies.flatMap(
    (c): ReadonlyArray<Case> => [
      ...crashed.map((fraction) => ({ copies: c, how: 'crash', fraction }) as const),
      { copies: c, how: 'leave', fraction: left },
    ],
  )

interface Series extends Case {
  readonly recoveries: ReadonlyArray<Recovery>
}

const nameOf = ({ copies, how, fraction }: Series): string =>
  `c = ${copies}, ${percent(fraction)} ${how === 'crash' ? 'crashed' : 'left'}`

const sampleAt = ({ recoveries }: Series, look: number, column: keyof Snapshot): Sample =>
  sampleOf(recoveries.map(({ snapshots }) => snapshots.at(look)?.[column] ?? 0))

const expectedIn = ({ how, recoveries }: Series): number | null =>
  how === 'crash' ? sampleOf(recoveries.map(({ expected }) => expected ?? 0)).mean : null

const rowsOf = (series: Series): ReadonlyArray<Row> =>
  range(series.recoveries[0]?.snapshots.length ?? 0).map((look) => {
    const { mean, sd } = sampleAt(series, look, 'isolated')
    const second = look * PACE
    const expected = second * 1_000 <= TIMEOUT ? expectedIn(series) : null
    const lost = sampleAt(series, look, 'lost').mean
    const parts = sampleAt(series, look, 'components').mean
    return { series: nameOf(series), second, isolated: mean, sd, lost, expected, components: parts }
  })

const twice = Math.ceil((2 * TIMEOUT) / 1_000 / PACE)

const verdictsOf = (series: Series, seconds: number): ReadonlyArray<Verdict> => {
  const name = nameOf(series)
  const expected = expectedIn(series)
  const { mean: atFirst } = sampleAt(series, 0, 'isolated')
  const distance = 3 * Math.sqrt((expected ?? 0) / series.recoveries.length)
  return [
    ...(expected === null
      ? [
          atMost(
            `${name}: strongly connected components after two isolation timeouts`,
            sampleAt(series, twice, 'components').mean,
            1,
          ),
        ]
      : [
          near(
            `${name}: isolated by the crash, against what the in-degrees say`,
            atFirst,
            expected,
            distance,
          ),
        ]),
    atMost(
      `${name}: isolated after ${seconds} s although they know somebody alive`,
      sampleAt(series, -1, 'isolated').mean - sampleAt(series, -1, 'lost').mean,
      0,
    ),
  ]
}

const section = (setting: Scale['isolation'], series: ReadonlyArray<Series>): Section => ({
  id: isolation.id,
  title: 'Recovery from isolation',
  paragraph: paragraphFor(setting),
  verdicts: series.flatMap((each) => verdictsOf(each, setting.seconds)),
  columns: [
    { name: 'series', label: 'series' },
    { name: 'second', label: 'time since the last node crashed or left', unit: 's' },
    { name: 'isolated', label: 'isolated nodes' },
    { name: 'sd', label: 'sd over runs' },
    { name: 'lost', label: 'of these, those who know nobody alive' },
    { name: 'expected', label: 'expected until the timeout' },
    { name: 'components', label: 'strongly connected components' },
  ],
  rows: series.flatMap(rowsOf),
  charts: [chart],
})

const paragraphFor = ({ nodes, copies, crashed, left, runs }: Scale['isolation']): string =>
  `Groups of ${count(nodes)} nodes, for c = ${listed(copies)}, grew one join at a time and had the timers of the profile lan: a heartbeat each ` +
  `${HEARTBEAT / 1_000} s to every member, isolation after ${TIMEOUT / 1_000} s of silence; datagrams took 1 to 8 ms ` +
  `and none was lost. Either ${listed(crashed.map(percent))} of the nodes crashed at once, or ${percent(left)} ` +
  `unsubscribed one by one before the next heartbeat; each case was run ${times(runs)}. A node is isolated while ` +
  `nobody alive holds it. The crash of a fraction f does that to a survivor with probability f to the power of its ` +
  `in-degree (dashed, up to the timeout); unsubscription does it where holders that just drop the leaver were all ` +
  `that was left. By ${SOURCE} such a node notices the silence and subscribes again through a random member of its ` +
  `PartialView; here it asks every second time the address by which it joined, and waits 3, 6, 12 … s between tries. ` +
  `After a crash many members are dead, and so are many steps of a walk, each of which is tried six times before ` +
  `another is taken: recovery begins at the timeout and has a long tail. A node whose members and that address are ` +
  `all gone knows nobody to ask and stays alone (in the table); extra copies make that rare.`

const chart: Chart = {
  form: 'line',
  caption: 'Nodes that nobody alive holds, from the crash or the last unsubscription on.',
  x: { column: 'second', scale: 'linear', from: 0 },
  y: { scale: 'linear', from: 0 },
  traces: [
    { label: 'measured, mean over runs', kind: 'measured', y: 'isolated', series: 'series' },
    { label: 'expected from the in-degrees', kind: 'theory', y: 'expected', series: 'series' },
  ],
}
