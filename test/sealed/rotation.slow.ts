import { expect, it } from 'vitest'
import { generateKey, keysOf } from '../../shell/node/index.ts'
import { bytes, openNode, text, until } from '../shell/node.ts'
import { openGroup } from './group.ts'

it('keys of 30 nodes are replaced while all publish, and no message is lost', async () => {
  const old = generateKey()
  const group = await openGroup(old, 30)
  const heard = group.map(({ node }) => node.messages({ limit: 10_000 }))
  const counts = group.map(() => 0)
  const reading = heard.map(async (messages, at) => {
    for await (const { payload } of messages) if (text(payload) !== '') counts[at] = (counts[at] ?? 0) + 1
  })
  let published = 0
  let isOver = false
  const publishing = (async () => {
    for (; !isOver; published++) {
      await group[published % group.length]?.node.publish(bytes(`message ${published}`))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  const next = generateKey()
  const oldId = group[0]?.keys.list()[0]?.id ?? ''
  let id = ''
  // One node after the other each time, with traffic between nodes that have got so far and others that have not.
  const untilMore = (): Promise<void> => {
    const goal = published + 2
    return until(() => published >= goal)
  }
  for (const { keys } of group) {
    id = await keys.install(next)
    await untilMore()
  }
  for (const { keys } of group) {
    await keys.use(id)
    await untilMore()
  }
  await untilMore()
  for (const { keys } of group) {
    await keys.remove(oldId)
    await untilMore()
  }
  isOver = true
  await publishing
  const mine = group.map((_, at) => Math.ceil((published - at) / group.length))
  await until(() => counts.every((count, at) => count === published - (mine[at] ?? 0)))
  // What was on its way when the old key was removed came too late for it, and was sent again.
  const reasons = ['unsealed', 'strangersTooFast', 'replayed', 'notAuthentic', 'clockSkew'] as const
  for (const { node } of group)
    for (const reason of reasons) expect(node.counters().dropped).not.toHaveProperty(reason)
  const late = await openNode({
    keys: keysOf(old),
    join: [group[0]?.node.id ?? ''],
    config: { searchTimeout: 50 },
  })
  await until(() => (group[0]?.node.counters().dropped.unknownKey ?? 0) > 2)
  expect(late.views().inView).toEqual([])
  await Promise.all(group.map(({ node }) => node.close()))
  await Promise.all(reading)
})
