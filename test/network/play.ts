import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { luckOf } from '../../shell/simulation/luck.ts'
import type { Case, Stage } from './case.ts'
import { renderFigures, reportsOf } from './figures.ts'
import { refresh, running } from './group.ts'
import { makeLedger, noteFault, renderShortfalls, shortfalls } from './ledger.ts'
import { openNetwork } from './network.ts'
import { ownName, removeOwn } from './ownership.ts'
import type { PeerProcess } from './process.ts'
import { protect, type TransportName } from './protection.ts'

/** What became of one case. */
export interface Outcome {
  /** Empty when it holds. */
  readonly faults: ReadonlyArray<string>
  readonly figures: string
}

/** How a case is played. */
export interface Playing {
  readonly seed: number
  readonly isShort: boolean
  readonly transport: TransportName
}

// Closing a node takes milliseconds; a process that is still there then does not end by itself.
const STOP_MS = 10_000

/** Plays one case on a network of its own, of which nothing remains. */
export const play = async (
  chosen: Case,
  { seed, isShort, transport }: Playing,
  stop: AbortSignal,
): Promise<Outcome> => {
  const scale = isShort ? chosen.short : chosen.full
  // Not AbortSignal.timeout: one that only `any` knows may be collected before it fires.
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), scale.deadline * 1_000)
  const signal = AbortSignal.any([stop, deadline.signal])
  const peers: PeerProcess[] = []
  const ledger = makeLedger()
  try {
    const folder = mkdtempSync(join(tmpdir(), ownName('')))
    const places = scale.nodes + (scale.spares ?? 0)
    const network = await openNetwork(places, chosen.lossPercent)
    const addresses = Array.from({ length: places }, (_, place) => network.addressOf(place))
    const protection = await protect[transport](folder, addresses)
    const luck = luckOf(seed, 0)
    const stage: Stage = { seed, luck, network, peers, ledger, protection, folder, signal }
    await Promise.race([chosen.play(stage, scale), ended(signal, scale.deadline)]).catch(noteFault(ledger))
    if (!stop.aborted) await dismiss(stage)
    const figures = renderFigures(stage, await network.losses())
    return { faults: [...new Set([...ledger.faults, ...standing(stage)])], figures }
  } finally {
    clearTimeout(timer)
    await Promise.all(peers.map((peer) => peer.kill()))
    await removeOwn()
  }
}

const ended = (signal: AbortSignal, deadline: number): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error(`not over after ${deadline} s`)), { once: true })
  })

/** Takes the last reports, and has every process end by itself. */
const dismiss = async (stage: Stage): Promise<void> => {
  const peers = running(stage).filter((peer) => !peer.isPaused())
  const stopping = refresh(stage)
    .catch(noteFault(stage.ledger))
    .then(() => Promise.all(peers.map((peer) => peer.stop().catch(noteFault(stage.ledger)))))
  await Promise.race([stopping, pause(STOP_MS, undefined, { ref: false })])
  for (const { number } of peers.filter((peer) => peer.isRunning()))
    stage.ledger.faults.push(`n${number} does not end by itself`)
}

/** What must hold in every case. */
const standing = (stage: Stage): ReadonlyArray<string> => {
  const reports = reportsOf(stage)
  const duplicates = reports.reduce((sum, each) => sum + each.duplicates, 0)
  const corrupt = reports.reduce((sum, each) => sum + each.corrupt, 0)
  const refusals = stage.ledger.publications.flatMap(({ publisher, refused }) =>
    Object.entries(refused).map(([reason, times]) => `n${publisher} refused to publish ${times}: ${reason}`),
  )
  return [
    ...renderShortfalls(shortfalls(stage.ledger)),
    ...refusals,
    ...stage.peers.flatMap((peer) => peer.accident() ?? []),
    ...(duplicates > 0 ? [`${duplicates} messages were delivered again`] : []),
    ...(corrupt > 0 ? [`${corrupt} messages came that nobody had published`] : []),
  ]
}
