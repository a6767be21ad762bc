import type { Address } from '../../core/id.ts'
import { ownName } from './ownership.ts'
import { barring, type Ruled, readRuled, rulesOf, unbarring } from './rule.ts'
import { runIp, runNft, runTool } from './tool.ts'

/**
 * Places for nodes, each a network namespace, all on one bridge in a namespace of its own. Numbered from 0.
 * It goes with everything else of this run.
 */
export interface Network {
  readonly namespaceOf: (place: number) => string
  readonly addressOf: (place: number) => Address
  /** Between the two sides nothing passes any more. */
  readonly cut: (left: ReadonlyArray<number>, right: ReadonlyArray<number>) => Promise<void>
  readonly mend: () => Promise<void>
  /** What has been dropped since it was opened, all places together. */
  readonly losses: () => Promise<Losses>
}

export interface Losses extends Ruled {
  /** Dropped by the links themselves, whose queues were full. */
  readonly byLink: number
}

const PORT = 7_946
// Enough for any case, so that one byte counts the places.
const PLACES = 250

const HUB = ownName('hub')

const hostOf = (place: number): string => `10.77.0.${place + 1}`
const hardwareOf = (place: number): string => `02:00:0a:4d:00:${(place + 1).toString(16).padStart(2, '0')}`

/** No link has an IPv6 address of its own: fifty that announced them to each other would overrun their queues. */
export const openNetwork = async (places: number, lossPercent: number): Promise<Network> => {
  if (places > PLACES) throw new Error(`${places} places, at most ${PLACES}`)
  const all = Array.from({ length: places }, (_, place) => place)
  await runTool('ip', ['netns', 'add', HUB])
  await Promise.all(all.map((place) => runTool('ip', ['netns', 'add', ownName(place)])))
  await runIp(HUB, [
    'link add name bridge type bridge',
    'link set dev bridge addrgenmode none',
    'link set dev bridge up',
    ...all.flatMap((place) => [
      `link add name place${place} type veth peer name eth0 address ${hardwareOf(place)} netns ${ownName(place)}`,
      `link set dev place${place} addrgenmode none`,
      `link set dev place${place} master bridge up`,
    ]),
  ])
  await Promise.all(all.map((place) => furnish(place, all, lossPercent)))
  return {
    namespaceOf: ownName,
    addressOf: (place) => `${hostOf(place)}:${PORT}`,
    cut: async (left, right) => {
      const bar = (places: ReadonlyArray<number>, others: ReadonlyArray<number>) =>
        places.map((place) => runNft(ownName(place), barring(others.map(hostOf))))
      await Promise.all([...bar(left, right), ...bar(right, left)])
    },
    mend: async () => void (await Promise.all(all.map((place) => runNft(ownName(place), unbarring)))),
    losses: () => lossesOf(all),
  }
}

/**
 * All neighbours are written down beforehand: of those that the kernel finds out by itself it remembers 1,024, all
 * namespaces together, which fifty nodes exceed; and a question for an address is no datagram of the protocol.
 */
const furnish = async (place: number, all: ReadonlyArray<number>, lossPercent: number): Promise<void> => {
  await runIp(ownName(place), [
    'link set dev lo up',
    `address add ${hostOf(place)}/24 dev eth0`,
    'link set dev eth0 addrgenmode none',
    'link set dev eth0 up',
    ...all
      .filter((other) => other !== place)
      .map((other) => `neigh add ${hostOf(other)} lladdr ${hardwareOf(other)} dev eth0 nud permanent`),
  ])
  await runNft(ownName(place), rulesOf(lossPercent))
}

const lossesOf = async (all: ReadonlyArray<number>): Promise<Losses> => {
  const namespaces = all.map(ownName)
  const ruled = await Promise.all(
    namespaces.map(async (name) =>
      readRuled(await runTool('ip', ['netns', 'exec', name, 'nft', '-j', 'list', 'counters'])),
    ),
  )
  const byLink = await Promise.all([HUB, ...namespaces].map(linkDropsOf))
  const sum = (counts: ReadonlyArray<number>): number => counts.reduce((total, count) => total + count, 0)
  return {
    barred: sum(ruled.map(({ barred }) => barred)),
    lost: sum(ruled.map(({ lost }) => lost)),
    byLink: sum(byLink),
  }
}

const linkDropsOf = async (namespace: string): Promise<number> => {
  const said = await runTool('ip', ['-n', namespace, '-j', '-s', 'link', 'show'])
  return [...said.matchAll(/"dropped":(\d+)/g)].reduce((total, [, count]) => total + Number(count), 0)
}
