import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import type { Command, Effect, Event, Notice, Stamp } from '../../core/index.ts'
import { asBoot, asInstant, asNodeId } from '../../core/index.ts'
import type { Birth } from './embedded.ts'

// A worker runs JavaScript, so it is the built one, which imports the built core.
const built = fileURLToPath(new URL('../../dist/test/worker/embedded.js', import.meta.url))

const boot = asBoot(1_763_856_000_123)

/** Whatever the main thread knows of the node in a worker. */
interface Embedded {
  readonly worker: Worker
  alarm: number | null
  readonly notices: Notice[]
}

const tell = async ({ worker }: Embedded, told: Birth | Event): Promise<ReadonlyArray<Effect>> => {
  const answered = once(worker, 'message')
  worker.postMessage(told)
  const [effects] = await answered
  return effects
}

it('nodes in two workers spread a rumor, told of events over a port and answering with effects', async () => {
  const nodes = new Map<string, Embedded>()
  const inbox: Array<readonly [string, Event]> = []
  let clock = 0
  let entropy = 1
  const stamp = (): Stamp => {
    entropy = (Math.imul(entropy, 1_664_525) + 1_013_904_223) >>> 0
    return { at: asInstant(clock), entropy }
  }

  const interpret = (id: string, node: Embedded, effect: Effect): void => {
    switch (effect._tag) {
      case 'Send':
      case 'Dial': {
        const to = effect._tag === 'Send' ? effect.to : effect.address
        const { message } = effect
        const received = {
          _tag: 'Received',
          ...stamp(),
          from: asNodeId(id),
          boot,
          sequence: 1,
          message,
        } as const
        inbox.push([to, received])
        return
      }
      case 'Alarm':
        node.alarm = effect.at
        return
      case 'Notify':
        node.notices.push(effect.notice)
    }
  }

  const happen = async (id: string, told: Birth | Event): Promise<void> => {
    const node = nodes.get(id)
    if (node === undefined) throw new Error(`no node ${id}`)
    for (const effect of await tell(node, told)) interpret(id, node, effect)
  }

  /** Delivers what is on its way, then lets time pass to the next alarm, until `done`. */
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) {
      const mail = inbox.shift()
      if (mail !== undefined) {
        await happen(...mail)
        continue
      }
      const alarms = [...nodes].flatMap(([id, { alarm }]) => (alarm === null ? [] : [[alarm, id] as const]))
      const [next] = alarms.sort(([a], [b]) => a - b)
      if (next === undefined || next[0] > 60_000) throw new Error('nothing more happens')
      clock = Math.max(clock, next[0])
      await happen(next[1], { _tag: 'Woke', ...stamp() })
    }
  }

  const command = (id: string, asked: Command): Promise<void> =>
    happen(id, { _tag: 'Commanded', ...stamp(), command: asked })

  const noticesOf = (id: string, tag: Notice['_tag']): ReadonlyArray<Notice> =>
    nodes.get(id)?.notices.filter(({ _tag }) => _tag === tag) ?? []

  try {
    for (const [number, id] of ['a:1', 'b:1'].entries()) {
      nodes.set(id, { worker: new Worker(built), alarm: null, notices: [] })
      await happen(id, { _tag: 'Birth', self: id, boot, entropy: number })
    }
    await command('a:1', { _tag: 'Join', contacts: [] })
    await command('b:1', { _tag: 'Join', contacts: ['a:1'] })
    await until(() => ['a:1', 'b:1'].every((id) => noticesOf(id, 'Joined').length > 0))

    const payload = Uint8Array.of(0, 1, 254, 255)
    await command('b:1', { _tag: 'Publish', payload })
    await until(() => noticesOf('a:1', 'Delivered').length > 0)

    const rumor = { origin: 'b:1', boot, sequence: 1 }
    expect(noticesOf('b:1', 'Published')).toEqual([{ _tag: 'Published', rumor, copies: 1 }])
    expect(noticesOf('a:1', 'Delivered')).toEqual([
      { _tag: 'Delivered', rumor, from: 'b:1', hops: 1, payload },
    ])
    expect(noticesOf('b:1', 'Delivered')).toEqual([])
  } finally {
    for (const { worker } of nodes.values()) await worker.terminate()
  }
})
