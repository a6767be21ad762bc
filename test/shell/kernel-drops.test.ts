import { describe, expect, it } from 'vitest'
import { dropsIn, rowOf } from '../../shell/node/kernel-drops.ts'
import { openNode, until } from './node.ts'
import { rawSocket } from './raw.ts'

describe('a socket in the table of the kernel', () => {
  it.each([
    ['127.0.0.1', 'IPv4', 8_080, 'LE', '0100007F:1F90'],
    ['127.0.0.1', 'IPv4', 8_080, 'BE', '7F000001:1F90'],
    ['::1', 'IPv6', 53, 'LE', '00000000000000000000000001000000:0035'],
    ['2001:db8::a:b', 'IPv6', 65_535, 'LE', 'B80D0120000000000000000' + '00B000A00:FFFF'],
    ['fe80::1%eth0', 'IPv6', 1, 'BE', 'FE800000000000000000000000000001:0001'],
    ['::ffff:10.0.0.1', 'IPv6', 1, 'LE', '0000000000000000FFFF00000100000A:0001'],
  ] as const)('%s (%s) is found by its address', (address, family, port, order, row) => {
    expect(rowOf({ address, family, port }, order)).toBe(row)
  })

  it('has its drops in the last column', () => {
    const table = [
      '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops',
      '  161: 0100007F:1F91 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 11 2 0000000000000000 7  ',
      '  162: 0100007F:1F90 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 12 2 0000000000000000 42 ',
    ].join('\n')
    expect(dropsIn(table, '0100007F:1F90')).toBe(42)
    expect(dropsIn(table, '0100007F:0001')).toBeNull()
  })
})

describe.skipIf(process.platform !== 'linux')('a node whose receive queue is full', () => {
  it('says so for every datagram that the kernel dropped, and none is unaccounted for', async () => {
    const node = await openNode({ config: { socketBuffer: 4_096 } })
    const stranger = await rawSocket()
    const count = 500
    // All of them go out before the node's turn to read comes.
    for (let index = 0; index < count; index++) stranger.send(node.id, new Uint8Array(100))
    const dropped = (): readonly [number, number] => {
      const { receiveQueueFull = 0, malformed = 0 } = node.counters().dropped
      return [receiveQueueFull, malformed]
    }
    await until(() => dropped()[0] + dropped()[1] >= count)
    const [byKernel, byNode] = dropped()
    expect(byKernel).toBeGreaterThan(0)
    expect(byKernel + byNode).toBe(count)
  })
})
