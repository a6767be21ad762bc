import { onTestFinished, vi } from 'vitest'
import { GossipError, type GossipFailure, type Node, type OpenOptions, open } from '../../shell/node/index.ts'

/** Opens a node on loopback for the running test, and closes it after. */
export const openNode = async (options: Partial<OpenOptions> = {}): Promise<Node> => {
  const { config, ...rest } = options
  const node = await open({ bind: '127.0.0.1:0', ...rest, config: { profile: 'local', ...config } })
  onTestFinished(() => node.close())
  return node
}

/** A founder and a node that has joined it; each holds the other. */
export const openPair = async (
  options: Partial<OpenOptions> = {},
): Promise<readonly [founder: Node, joiner: Node]> => {
  const founder = await openNode(options)
  const joiner = await openNode({ ...options, join: [founder.id] })
  await joiner.joined()
  await holds(founder, joiner)
  return [founder, joiner]
}

/** Waits until `holder` has `held` in its PartialView. */
export const holds = (holder: Node, held: Node): Promise<void> =>
  until(() => holder.views().partialView.includes(held.id))

// Far longer than anything here takes; it ends a test that would wait for ever.
const PATIENCE = 30_000

/** Waits until the condition holds. */
export const until = (condition: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!condition()) throw new Error(`still not so: ${String(condition)}`)
    },
    { timeout: PATIENCE, interval: 5 },
  )

/** The failure that a promise rejects with. */
export const failureOf = async (promise: Promise<unknown>): Promise<GossipFailure> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof GossipError) return error.failure
    throw error
  }
  throw new Error('it did not fail')
}

/** The next item of a reading; it must not be over. */
export const nextOf = async <A>(reading: AsyncIterator<A>): Promise<A> => {
  const item = await reading.next()
  if (item.done === true) throw new Error('the reading is over')
  return item.value
}

/** Reads on to the first item of this kind. */
export const nextAs = async <A extends { readonly _tag: string }, T extends A['_tag']>(
  reading: AsyncIterator<A>,
  tag: T,
): Promise<Extract<A, { readonly _tag: T }>> => {
  for (;;) {
    const item = await nextOf(reading)
    // TypeScript does not narrow a type parameter by its tag.
    if (item._tag === tag) return item as Extract<A, { readonly _tag: T }>
  }
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

export const text = (payload: Uint8Array): string => new TextDecoder().decode(payload)
