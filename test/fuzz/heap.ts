import { decodeEnvelope } from '../../core/codec/envelope.ts'
import { seeded } from '../codec/mutation.ts'
import { config } from './member.ts'
import { mutate } from './mutate.ts'
import { envelopeTarget } from './target/envelope.ts'
import { oneOf } from './target.ts'

/** How much memory is in use after so many datagrams, and after twice as many. */
export interface Growth {
  readonly datagrams: number
  /** Bytes. */
  readonly before: number
  readonly after: number
  readonly isFlat: boolean
}

const DATAGRAMS = 1_000_000
const PERCENT = 5

const used = (): number => {
  const { gc } = globalThis
  if (gc === undefined) throw new Error('the garbage collector is not at hand; run node with --expose-gc')
  gc()
  return process.memoryUsage().heapUsed
}

/** Reads datagrams made by chance, and compares the heap halfway and at the end. */
export const heapGrowth = (seed: number): Growth => {
  const below = seeded(seed)
  const known = envelopeTarget.seeds(seed)
  const read = (datagrams: number): void => {
    for (let done = 0; done < datagrams; ) {
      for (const datagram of mutate(oneOf(known, below), oneOf(known, below), envelopeTarget, below)) {
        decodeEnvelope(datagram, config)
        done += 1
      }
    }
  }
  read(DATAGRAMS / 2)
  const before = used()
  read(DATAGRAMS / 2)
  const after = used()
  return { datagrams: DATAGRAMS, before, after, isFlat: after <= before * (1 + PERCENT / 100) }
}

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(2)

export const renderGrowth = ({ datagrams, before, after, isFlat }: Growth): string =>
  `heap: ${megabytes(before)} MB after ${(datagrams / 2).toLocaleString('en')} datagrams, ${megabytes(after)} MB ` +
  `after ${datagrams.toLocaleString('en')}${isFlat ? '' : `; FAILED: it grew by more than ${PERCENT} %`}`
