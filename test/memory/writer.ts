import { randomInt } from 'node:crypto'
import * as Either from 'fp-ts/lib/Either.js'
import { asBoot, asNodeId } from '../../core/id.ts'
import { recall } from '../../shell/node/memory-file.ts'

/*
 * Saves one memory after the other, without end, and says which one it has saved: a process to be killed. All nodes of
 * a memory are known in the same life, so that two memories in one are found out.
 */

const [file = '', self = ''] = process.argv.slice(2)
const begun = await recall(file, { self: asNodeId(self), group: 'gossip', idLimit: 64 })()
const { boot, store } = Either.isRight(begun) ? begun.right : { boot: asBoot(1), store: null }
process.stdout.write(`begun ${boot}\n`)
for (let round = 1; store !== null; round++) {
  const nodes = Array.from({ length: randomInt(1_000) }, (_, at) => ({
    id: asNodeId(`n${at}:1`),
    boot: asBoot(round),
  }))
  const saved = await store.save({ boot, viewSize: round, nodes })()
  if (Either.isRight(saved)) process.stdout.write(`saved ${round}\n`)
}
