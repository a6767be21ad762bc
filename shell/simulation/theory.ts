import { type Overlay, sources } from './overlay.ts'

/**
 * The mean view after `nodes` joins through uniform contacts with `copies` extra copies each, close to (c + 1) ln n:
 * the second node makes 2 arcs; each later one makes 1, and as many as its contact has members, and c more.
 */
export const lawfulMean = (nodes: number, copies: number): number => {
  if (nodes < 2) return 0
  let harmonic = 0
  for (let k = nodes; k >= 1; k--) harmonic += 1 / k
  return 1 + (copies + 1) * (harmonic - 3 / 2)
}

export interface Damage {
  /** The fraction of nodes that crashed at once. */
  readonly crashed: number
  /** The probability that a datagram is lost. */
  readonly loss: number
  /** Members that a rumor is passed to; 0 for all. */
  readonly fanOut: number
}

// Near the fraction at which rumors die out the iteration is slow; further rounds change no printed digit.
const ROUNDS = 10_000
const PRECISION = 1e-10

/**
 * What fraction of the survivors a rumor reaches that does not die out at once, by the in-arcs of the overlay as it
 * was before the crash: the largest solution π of 1 - π = the mean over nodes of the product over their in-arcs of
 * (1 - π w), where w is the probability that the holder lives, sends to this node, and the datagram arrives.
 */
export const reachOracle = (graph: Overlay, { crashed, loss, fanOut }: Damage): number => {
  const holders = sources(graph)
  const weights = graph.targets.map((view) => {
    const share = fanOut === 0 ? 1 : Math.min(1, fanOut / Math.max(1, view.length))
    return (1 - crashed) * (1 - loss) * share
  })
  let reached = 1
  for (let round = 0; round < ROUNDS; round++) {
    let missed = 0
    for (const arcs of holders) {
      let product = 1
      for (const holder of arcs) product *= 1 - reached * (weights[holder] ?? 0)
      missed += product
    }
    const next = 1 - missed / holders.length
    if (Math.abs(next - reached) < PRECISION) return next
    reached = next
  }
  return reached
}
