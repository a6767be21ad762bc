import { expect, it } from 'vitest'
import { fork, type Stream, streams } from '../../core/entropy.ts'

/*
 * Every recorded run depends on these numbers. If one changes, old records can no longer be replayed: so none
 * may, but for a new format of records.
 */
const entropies = [0, 1, 2, 0xdeadbeef, 0xffffffff]

type Words = ReadonlyArray<readonly [number, number, number]>

/** The first three words of 32 bits that each stream gives for each of the entropies. */
const words: Readonly<Record<Stream, Words>> = {
  search: [
    [0x1af9bca0, 0xfc11ae1a, 0x580a57fd],
    [0xb7353f05, 0x001144d9, 0x6efd36dd],
    [0x3c9a0df3, 0x693be3ad, 0xb048136b],
    [0x85b5612c, 0x5da11b35, 0xc93f5f7b],
    [0x3ac8cdc8, 0x98cb7faa, 0xab00cd75],
  ],
  spread: [
    [0xcce86d4f, 0x889e7c79, 0x3d1c44a0],
    [0xf988bd15, 0x1acac267, 0x56606834],
    [0xde8a4556, 0xd297cce2, 0x9d7b0a67],
    [0xa72a9dc6, 0x20c0329e, 0x88abfb0f],
    [0xf15a56e4, 0x7af3efe2, 0xdc30d2ef],
  ],
  keep: [
    [0xc89d834e, 0x065baa01, 0xe1b49149],
    [0x6ae6f7ce, 0xdb1f5e97, 0xba7d6640],
    [0x1829dfc8, 0x56b41e82, 0x4da3c853],
    [0x3ac1b71f, 0x78538083, 0x18257bbd],
    [0xe8f263e7, 0x72e5f2bc, 0x0b219365],
  ],
  pass: [
    [0x70413b37, 0xc25b372c, 0xc1da8627],
    [0x714259b5, 0x30ee3269, 0x9c0324f8],
    [0x31272ba6, 0xad8a0812, 0x2adbfcd2],
    [0xec768962, 0x65a4edbc, 0xb8a77167],
    [0xfc8af87a, 0x14d74943, 0x980ed2c5],
  ],
  heartbeat: [
    [0x8e47d139, 0xd3ed1204, 0x25487b4c],
    [0x5e104ee2, 0x060b690b, 0xb2d08a0e],
    [0x0bde79e5, 0xaa575ac8, 0xa2f5f54b],
    [0x2e3bf53e, 0xf829e146, 0x6c422c07],
    [0x231f4a6b, 0x55ef2119, 0xf1fa95db],
  ],
  adopt: [
    [0x989d1f9f, 0x7f448529, 0xd90630ac],
    [0x67bf64b5, 0x3d69d98a, 0x9d509664],
    [0x4e102f96, 0xfea506fd, 0xa0ce30a9],
    [0xc0b89f13, 0x5461a3da, 0x49d87abd],
    [0x5711878f, 0x7e746d65, 0x3bc5248d],
  ],
  walk: [
    [0xe9da1d19, 0x7364c606, 0x952d102a],
    [0x1e15eaab, 0x3818d2d7, 0xee6eeaf8],
    [0x8cabe70b, 0x7fa6ac8b, 0xf06ce2d1],
    [0x511287fd, 0x47bca3b1, 0x32db71dd],
    [0x698cd0ee, 0x9bd94810, 0xab777ee1],
  ],
  size: [
    [0x64077626, 0xbcc69541, 0xfc16a5f0],
    [0x14a6b170, 0xa5127962, 0xaabf0809],
    [0xc9356366, 0x8b556f07, 0xf6a2aa22],
    [0xe743a38a, 0x9b95c856, 0x3c415b35],
    [0xec26348a, 0xdbbb6b84, 0xda102e61],
  ],
  lease: [
    [0x44fbe258, 0x25e52da3, 0x155e8416],
    [0x1b58e81e, 0x4df79d5b, 0xb2714626],
    [0x0ffe5cc3, 0x0fd4252f, 0x77af4d70],
    [0x5a5ea165, 0x03a5bca6, 0xa7e95e65],
    [0xb2f345e0, 0xbd7132ea, 0x1910e47f],
  ],
  fanOut: [
    [0x74ffe48f, 0xe4d76180, 0x2cd157ee],
    [0x675e1214, 0x6d41f487, 0xe9a185b2],
    [0x61505d7c, 0x68a116d1, 0xefc5af2e],
    [0xfa61931d, 0xd0a1e677, 0x40f5f5d3],
    [0xc389eb2f, 0xd41bcc4e, 0x634852bb],
  ],
  replace: [
    [0xebbf207f, 0xaec466d5, 0x2eaeb84b],
    [0x46d95559, 0x4454ec8b, 0x5fde6a1f],
    [0xd1142820, 0xad0f82d6, 0x2031b9c3],
    [0x9d991267, 0xb3ced253, 0xd7f61ee9],
    [0x80d1a2e1, 0xda2b0bfe, 0x280b28d5],
  ],
  heal: [
    [0x3a3611c1, 0xd37b16a2, 0xee2b2757],
    [0x214114c8, 0xb2b76969, 0x96e641b5],
    [0x4df9bc6b, 0xe8afa40b, 0xbd8bafd4],
    [0xb9746d60, 0x6bad859e, 0x1b2fa2b2],
    [0x9d196b03, 0x15d51367, 0xa6be0257],
  ],
  digest: [
    [0x85c2c092, 0x83b8a363, 0xa24bd51c],
    [0x385925a8, 0x326b6bbf, 0xb9b31e2c],
    [0xcfe2751f, 0xba673856, 0xee32dcf5],
    [0xb2f9e075, 0x4f9ca6cb, 0x1b530871],
    [0x0c4cf435, 0xbea247d5, 0x6d92f4a1],
  ],
  announce: [
    [0x719e2314, 0xc540abf9, 0x78b58102],
    [0x068873e7, 0x45052795, 0x2e4a57c3],
    [0x37dde704, 0x0e8c6d74, 0x19ad6a13],
    [0xcbbec11d, 0x0cbfb94b, 0x3c533ef6],
    [0xd2cd533a, 0xc300f974, 0x8fe799fa],
  ],
  repair: [
    [0x3d79da73, 0xb5913f88, 0xbdff97e8],
    [0x8f560735, 0x84d5ac70, 0xbd3f6fae],
    [0xc921333c, 0x6b36f443, 0x91e9d58b],
    [0xb8eb9820, 0x17954aa6, 0xb2c2665c],
    [0xf4dcb063, 0x69789129, 0x52ed767a],
  ],
}

/** The first word for entropy 1 in the turns 1 and 2. */
const turns: Readonly<Record<Stream, readonly [number, number]>> = {
  search: [0xfcf0a325, 0x86fbcab0],
  spread: [0x2c6aaf55, 0x24dd0d1b],
  keep: [0x7b3e1573, 0xf05d9117],
  pass: [0x3e5e8984, 0xb00e9915],
  heartbeat: [0xdf14cacc, 0xdbf07fa9],
  adopt: [0xdcb68fcf, 0xaee044bd],
  walk: [0x39144fd5, 0x94c88200],
  size: [0xf5615c64, 0xd37e207b],
  lease: [0x42920c18, 0x383969a0],
  fanOut: [0xb12811a4, 0x32638f5c],
  replace: [0x05003cf3, 0x1c7f09dc],
  heal: [0x31253aa5, 0x3c886d8d],
  digest: [0x2ca9af2d, 0xa514e014],
  announce: [0x713a13cd, 0x5b97c9ef],
  repair: [0xfcb584e4, 0xc2c2c754],
}

// `Object.keys` of a constant record gives its keys, which its type does not say.
const names = Object.keys(words) as ReadonlyArray<Stream>

it('the streams keep their numbers', () => {
  expect(streams).toEqual({
    search: 1,
    spread: 2,
    keep: 3,
    pass: 4,
    heartbeat: 5,
    adopt: 6,
    walk: 7,
    size: 8,
    lease: 9,
    fanOut: 10,
    replace: 11,
    heal: 12,
    digest: 13,
    announce: 14,
    repair: 15,
  })
})

it.each(names)('the first draws of the stream %s stay as they are', (stream) => {
  const drawn = entropies.map((entropy) => {
    const draws = fork(entropy, stream)
    return Array.from({ length: 3 }, () => draws.below(2 ** 32))
  })
  expect(drawn).toEqual(words[stream])
})

it.each(names)('the first draws of later turns of the stream %s stay as they are', (stream) => {
  expect([1, 2].map((turn) => fork(1, stream, turn).below(2 ** 32))).toEqual(turns[stream])
})

it('draws of every kind stay as they are', () => {
  const draws = fork(1, 'search')
  const drawn = [draws.unit(), draws.below(10), draws.below(1), draws.jitter(1_000, 10), draws.below(3)]
  expect(drawn).toEqual([0.21565622207708657, 7, 0, 1_023, 1])
})
