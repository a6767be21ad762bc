import { open } from '../../shell/node/index.ts'

/*
 * A node that is recorded as fast as it can go, until somebody kills it. Its neighbour is in the same process, so that
 * both are gone at once.
 */

const [, , file = ''] = process.argv

const config = { profile: 'local' } as const
const founder = await open({ bind: '127.0.0.1:0', config })
const node = await open({
  bind: '127.0.0.1:0',
  config,
  join: [founder.id],
  journal: { file, keep: 1_000, sync: 'never' },
})
await node.joined()
process.stdout.write('begun\n')
const payload = new Uint8Array(1_000).fill(7)
while (true) await founder.publish(payload)
