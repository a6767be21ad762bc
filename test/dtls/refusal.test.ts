import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context, Credentials } from '../../shell/node/dtls/context.ts'
import { type Authority, makeAuthority } from './authority.ts'
import { begin, end, settle, statuses } from './pair.ts'
import { contextOf, unchecked } from './stranger.ts'

const HERE = 'IP:127.0.0.1'

let ours: Authority
let good: Context

beforeAll(async () => {
  ours = makeAuthority()
  good = await contextOf(unchecked(ours.issue(HERE)))
})

afterAll(() => {
  good.release()
  ours.remove()
})

const psk = (byte: number, identity = 'gossip'): Credentials => ({
  _tag: 'Psk',
  identity,
  key: new Uint8Array(32).fill(byte),
})

/** What comes of it when one meets the other, in both roles. */
const meet = (one: Context, other: Context): ReadonlyArray<string> =>
  [begin(one, other), begin(other, one)].flatMap((pair) => {
    settle(pair)
    const found = statuses(pair)
    end(pair)
    return found
  })

const OPEN = ['open', 'open', 'open', 'open']

describe('no session opens, whoever dials, with', () => {
  const strangers = async (credentials: Credentials, against: Context = good): Promise<void> => {
    const context = await contextOf(credentials)
    // It is fit for others of its kind, so the fault is with whom it meets.
    const found = meet(context, against)
    context.release()
    expect(found).not.toContain('open')
  }

  it('a certificate of a stranger’s authority', async () => {
    const theirs = makeAuthority()
    await strangers({ ...unchecked(theirs.issue(HERE)) })
    theirs.remove()
  })

  it('a certificate of a stranger’s authority that believes ours', async () => {
    const theirs = makeAuthority()
    await strangers(unchecked({ ...theirs.issue(HERE), ca: ours.ca }))
    theirs.remove()
  })

  it('a self-signed certificate', async () => {
    await strangers(unchecked(ours.issueSelfSigned(HERE)))
  })

  it('an expired certificate', async () => {
    await strangers(unchecked(ours.issue(HERE, { days: -1 })))
  })

  it('a key for a certificate that expects one', async () => {
    await strangers(psk(1))
  })

  it('another key than that of the group', async () => {
    const group = await contextOf(psk(1))
    await strangers(psk(2), group)
    group.release()
  })

  it('the key of the group under another name', async () => {
    const group = await contextOf(psk(1))
    await strangers(psk(1, 'other'), group)
    group.release()
  })
})

describe('a certificate', () => {
  it('that is for servers alone is refused from a client, and one for clients alone from a server', async () => {
    for (const [usage, statusesOfBoth] of [
      ['serverAuth', [['dead'], ['open', 'open']]],
      ['clientAuth', [['open', 'open'], ['dead']]],
    ] as const) {
      const context = await contextOf(unchecked(ours.issue(HERE, { usage })))
      const found = meet(context, good)
      context.release()
      expect(found.slice(0, 2)).toEqual(expect.arrayContaining([...statusesOfBoth[0]]))
      expect(found.slice(2)).toEqual(expect.arrayContaining([...statusesOfBoth[1]]))
    }
  })

  it('of another node is of no use without its key', async () => {
    const [stolen, own] = [ours.issue(HERE), ours.issue(HERE)]
    await expect(contextOf(unchecked({ ...stolen, key: own.key }))).rejects.toThrow(/key values mismatch/)
  })
})

it('those who have what it takes open', async () => {
  const other = await contextOf(unchecked(ours.issue('DNS:other.example')))
  expect(meet(other, good)).toEqual(OPEN)
  other.release()
  const [one, two] = [await contextOf(psk(1)), await contextOf(psk(1))]
  expect(meet(one, two)).toEqual(OPEN)
  one.release()
  two.release()
})
