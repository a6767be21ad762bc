import { type Stage, settings } from './case.ts'
import { oneOf } from './choice.ts'
import { type PeerProcess, spawnPeer } from './process.ts'

/** One life of a node to be started. */
export interface Launch {
  readonly number: number
  readonly place: number
  /** Null joins nobody: a founder, or a node that has only its memory. */
  readonly contact: PeerProcess | null
  readonly remembers: boolean
}

// With more at a time two cores are busy with starting, while those that run miss their heartbeats.
const STARTING = 4
// Joining takes seconds where much is lost, all of them spent waiting.
const JOINING = 8

/** By their numbers: in what order processes come up is no matter of the seed. */
export const running = ({ peers }: Stage): ReadonlyArray<PeerProcess> =>
  peers.filter((peer) => peer.isRunning()).sort((a, b) => a.number - b.number)

/** Has all that run report. */
export const refresh = async (stage: Stage): Promise<void> => {
  await Promise.all(running(stage).map((peer) => peer.refresh()))
}

export const memoryOf = ({ folder }: Stage, number: number): string => `${folder}/n${number}`

/** Starts one life of a node; resolves once it is open. */
export const launch = async (stage: Stage, plan: Launch): Promise<PeerProcess> => {
  const { number, place, contact, remembers } = plan
  const address = stage.network.addressOf(place)
  const options = {
    bind: address,
    group: 'network',
    insecure: true,
    config: settings,
    ...stage.protection(address),
    ...(contact === null ? {} : { join: [contact.address] }),
    ...(remembers ? { memory: memoryOf(stage, number) } : {}),
  }
  const namespace = stage.network.namespaceOf(place)
  const peer = await spawnPeer({ namespace, place, address, start: { number, seed: stage.seed, options } })
  stage.peers.push(peer)
  return peer
}

/** Some at a time: the next ones when all of those are done. */
export const inBatches = async <A>(
  items: ReadonlyArray<A>,
  size: number,
  work: (batch: ReadonlyArray<A>) => Promise<unknown>,
): Promise<void> => {
  for (let first = 0; first < items.length; first += size) await work(items.slice(first, first + size))
}

/** Starts them, a few at a time; resolves when all are open. */
export const launchAll = async (
  stage: Stage,
  launches: ReadonlyArray<Launch>,
): Promise<ReadonlyArray<PeerProcess>> => {
  const started: PeerProcess[] = []
  await inBatches(launches, STARTING, async (batch) => {
    started.push(...(await Promise.all(batch.map((each) => launch(stage, each)))))
  })
  return started
}

/** Starts the group, each node through a random one that is a member already. */
export const grow = async (stage: Stage, nodes: number, remembers = false): Promise<void> => {
  await launch(stage, { number: 0, place: 0, contact: null, remembers })
  const numbers = Array.from({ length: nodes - 1 }, (_, nth) => nth + 1)
  await inBatches(numbers, JOINING, async (batch) => {
    const members = running(stage)
    const launches = batch.map((number) => ({
      number,
      place: number,
      contact: oneOf(stage.luck, members),
      remembers,
    }))
    const started = await launchAll(stage, launches)
    await Promise.all(started.map((peer) => peer.ask({ _tag: 'Join' })))
  })
}
