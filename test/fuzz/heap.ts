import { seeded } from '../codec/mutation.ts'
import { type Barrage, barrages } from './barrage.ts'
import { mutate } from './mutate.ts'
import { oneOf } from './target.ts'

/** How much memory is in use after so many datagrams, and after twice as many. */
export interface Growth {
  readonly name: string
  readonly datagrams: number
  /** Bytes. */
  readonly before: number
  readonly after: number
  readonly isFlat: boolean
  readonly isAnswering: boolean
}

const DATAGRAMS = 1_000_000
const PERCENT = 5
const ASK = 10_000

const used = (): number => {
  const { gc } = globalThis
  if (gc === undefined) throw new Error('the garbage collector is not at hand; run node with --expose-gc')
  gc()
  return process.memoryUsage().heapUsed
}

/** Gives it datagrams made by chance, asks now and then whether it answers, and compares the heap halfway and at the end. */
const growthOf = (barrage: Barrage, seed: number): Growth => {
  const { name, seeds, target, hear } = barrage
  const below = seeded(seed)
  let isAnswering = true
  const give = (datagrams: number): void => {
    for (let [done, asked] = [0, 0]; done < datagrams; ) {
      for (const datagram of mutate(oneOf(seeds, below), oneOf(seeds, below), target, below)) {
        hear(datagram)
        done += 1
      }
      if (done - asked < ASK) continue
      asked = done
      isAnswering = isAnswering && barrage.isAnswering()
    }
  }
  give(DATAGRAMS / 2)
  const before = used()
  give(DATAGRAMS / 2)
  const after = used()
  barrage.close()
  const isFlat = after <= before * (1 + PERCENT / 100)
  return { name, datagrams: DATAGRAMS, before, after, isFlat, isAnswering }
}

export const heapGrowths = async (seed: number): Promise<ReadonlyArray<Growth>> =>
  (await barrages(seed)).map((barrage) => growthOf(barrage, seed))

const megabytes = (bytes: number): string => (bytes / 1_048_576).toFixed(2)

export const renderGrowth = ({ name, datagrams, before, after, isFlat, isAnswering }: Growth): string =>
  `${name}: heap of ${megabytes(before)} MB after ${(datagrams / 2).toLocaleString('en')} datagrams, ` +
  `${megabytes(after)} MB after ${datagrams.toLocaleString('en')}` +
  (isFlat ? '' : `; FAILED: it grew by more than ${PERCENT} %`) +
  (isAnswering ? '' : '; FAILED: it no longer answered')
