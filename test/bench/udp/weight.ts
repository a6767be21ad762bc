import { begin, newSecurity, settle } from '../../dtls/pair.ts'

/* How much memory an open session takes, in a process that has done nothing else: prints KiB for one end. */

const SESSIONS = 1_000

const context = (await newSecurity('IP:127.0.0.1')).makeContext()
const shake = () => {
  const pair = begin(context)
  settle(pair)
  return pair
}
// What the library keeps once, and the heap of the first ones.
const first = Array.from({ length: SESSIONS / 10 }, shake)
globalThis.gc?.()
const before = process.memoryUsage.rss()
const pairs = Array.from({ length: SESSIONS / 2 }, shake)
globalThis.gc?.()
const grown = process.memoryUsage.rss() - before
process.stdout.write(
  `${JSON.stringify({ kib: grown / SESSIONS / 1_024, kept: first.length + pairs.length })}\n`,
)
process.exit()
