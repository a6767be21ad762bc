import { generateKey, keysOf } from '../../../shell/node/index.ts'
import { makeAuthority } from '../../dtls/authority.ts'
import { atMostTimes, type Finding } from '../finding.ts'
import { spreadOf } from '../spread.ts'
import { openBare } from './bare.ts'
import { openEnds } from './ends.ts'
import { highestRate } from './highest.ts'
import type { Link } from './link.ts'
import { type Run, run } from './run.ts'
import { openWhole } from './whole.ts'

const SIZE = 300
const ROUNDS = 9
const MILLIS = 500

/** Below what each of them sustains, so that their CPU is compared at the same rate. */
const RATE = 4_000

/** All kinds, which take turns. */
interface Kinds {
  readonly bare: Link
  readonly plain: Link
  readonly sealed: Link
  readonly dtls: Link
}

const names = ['bare', 'plain', 'sealed', 'dtls'] as const

type Name = (typeof names)[number]

interface Measured {
  readonly link: Link
  /** The most datagrams a second that it sustains. */
  readonly highest: number
  readonly runs: ReadonlyArray<Run>
}

const measure = async (kinds: Kinds): Promise<Readonly<Record<Name, Measured>>> => {
  const highest = new Map<Name, number>()
  for (const name of names) highest.set(name, await highestRate(kinds[name]))
  const runs = new Map<Name, Run[]>(names.map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) runs.get(name)?.push(await run(kinds[name], RATE, MILLIS))
  const measuredOf = (name: Name): Measured => ({
    link: kinds[name],
    highest: highest.get(name) ?? 0,
    runs: runs.get(name) ?? [],
  })
  return {
    bare: measuredOf('bare'),
    plain: measuredOf('plain'),
    sealed: measuredOf('sealed'),
    dtls: measuredOf('dtls'),
  }
}

const compare = (what: string, mine: Measured, other: Measured, limit: number): Finding => {
  const microsOf = ({ runs }: Measured): number => spreadOf(runs.map(({ micros }) => micros)).median
  const ratio = spreadOf(mine.runs.map(({ micros }, at) => micros / (other.runs[at]?.micros ?? 0)))
  const aim = atMostTimes(limit)
  const rates = `at most ${Math.round(mine.highest)}/s, ${other.link.name} ${Math.round(other.highest)}/s`
  return {
    name: `${what} at ${RATE}/s: ${mine.link.name}`,
    against: other.link.name,
    micros: microsOf(mine),
    againstMicros: microsOf(other),
    ratio,
    aim: aim.says,
    reached: aim.isReached(microsOf(mine), ratio.median),
    remark: rates,
  }
}

const compareAll = async (what: string, kinds: Kinds): Promise<ReadonlyArray<Finding>> => {
  const { bare, plain, sealed, dtls } = await measure(kinds)
  for (const name of names) await kinds[name].close()
  return [
    compare(what, plain, bare, 2),
    compare(what, sealed, bare, 6),
    compare(what, sealed, plain, 3),
    compare(what, dtls, sealed, 1.5),
  ]
}

/** A datagram by each way that it may travel: from link to link, and from node to node. */
export const benchCarriers = async (): Promise<ReadonlyArray<Finding>> => {
  const authority = makeAuthority()
  const dtls = authority.issue('IP:127.0.0.1')
  const keys = keysOf(generateKey())
  try {
    const links = await compareAll(`a datagram of ${SIZE} bytes`, {
      bare: await openBare(SIZE),
      plain: await openEnds('plain links', SIZE, {}),
      sealed: await openEnds('sealed links', SIZE, { keys }),
      dtls: await openEnds('DTLS links', SIZE, { dtls }),
    })
    const nodes = await compareAll('a message of 256 bytes', {
      bare: await openBare(SIZE),
      plain: await openWhole('two plain nodes'),
      sealed: await openWhole('two sealed nodes', { keys }),
      dtls: await openWhole('two DTLS nodes', { dtls }),
    })
    return [...links, ...nodes]
  } finally {
    authority.remove()
  }
}
