import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type CertificateOptions,
  type DtlsOptions,
  explain,
  type OpenOptions,
  openMember,
} from '../../shell/node/index.ts'
import { openNode } from '../shell/node.ts'
import { type Authority, makeAuthority } from './authority.ts'

const HERE = 'IP:127.0.0.1'

let authority: Authority
let right: CertificateOptions

beforeAll(() => {
  authority = makeAuthority()
  right = authority.issue(HERE)
})

afterAll(() => authority.remove())

/** What a person reads when these credentials open nothing, and of which file. */
const refused = async (
  dtls: DtlsOptions,
  more: Partial<OpenOptions> = {},
): Promise<readonly [string, string]> => {
  const outcome = await openMember({ bind: '127.0.0.1:0', ...more, dtls })()
  if (Either.isRight(outcome)) {
    await outcome.right.close()
    throw new Error('it opened')
  }
  expect(outcome.left).toMatchObject({ _tag: 'CredentialInvalid' })
  return ['file' in outcome.left ? outcome.left.file : '', explain(outcome.left)]
}

const written = (name: string, text: string, mode = 0o600): string => {
  const file = join(authority.folder, name)
  writeFileSync(file, text, { mode })
  return file
}

describe('no node opens with', () => {
  it('a file that is not there', async () => {
    const missing = join(authority.folder, 'missing')
    for (const name of ['cert', 'key', 'ca']) {
      const [file, sentence] = await refused({ ...right, [name]: missing })
      expect(file).toBe(missing)
      expect(sentence).toContain('no such file')
    }
  })

  it('a key that others may read', async () => {
    for (const mode of [0o640, 0o604, 0o622]) {
      const shared = authority.issue(HERE)
      chmodSync(shared.key, mode)
      const [file, sentence] = await refused(shared)
      expect(file).toBe(shared.key)
      expect(sentence).toContain(`chmod 600`)
    }
    const { psk } = authority.share() as { readonly psk: string } // what it gives has a psk
    chmodSync(psk, 0o644)
    expect((await refused({ psk }))[1]).toContain('chmod 600')
  })

  it('the key of another certificate', async () => {
    const other = authority.issue(HERE)
    const [file, sentence] = await refused({ ...right, key: other.key })
    expect(file).toBe(other.key)
    expect(sentence).toContain(right.cert)
  })

  it('a key that is encrypted, or none, and does not say what is in the file', async () => {
    const encrypted = join(authority.folder, 'encrypted')
    execFileSync('openssl', ['pkcs8', '-topk8', '-in', right.key, '-out', encrypted, '-passout', 'pass:x'])
    chmodSync(encrypted, 0o600)
    for (const key of [encrypted, written('no-key', 'secret words')]) {
      const [, sentence] = await refused({ ...right, key })
      expect(sentence).toContain('not encrypted')
      expect(sentence).not.toContain('secret words')
    }
  })

  it('certificates that are none, or damaged', async () => {
    const text = readFileSync(right.cert, 'utf8')
    const damaged = text.replace(/[A-Za-z\d]{20}/, 'A'.repeat(20))
    for (const [cert, problem] of [
      [written('empty', ''), 'no certificate'],
      [written('damaged', damaged), 'damaged'],
    ] as const) {
      expect((await refused({ ...right, cert }))[1]).toContain(problem)
    }
  })

  it('a certificate that has expired', async () => {
    const [file, sentence] = await refused(authority.issue(HERE, { days: -1 }))
    expect(file).toMatch(/\.pem$/)
    expect(sentence).toContain('expired')
  })

  it('a certificate that others would refuse', async () => {
    const alone = authority.issueSelfSigned(HERE)
    const [file, sentence] = await refused(alone)
    expect(file).toBe(alone.cert)
    expect(sentence).toContain('issuer')
    await refused(authority.issue(HERE, { usage: 'serverAuth' }))
    await refused(authority.issue(HERE, { algorithm: 'Ed25519' }))
  })

  it('a certificate that does not speak for its id, and says what would', async () => {
    const other = authority.issue('IP:192.0.2.1, DNS:localhost')
    const [file, sentence] = await refused(other)
    expect(file).toBe(other.cert)
    expect(sentence).toMatch(/URI:gossip:\/\/127\.0\.0\.1:\d+/)
    await refused(right, { bind: '[::1]:0' })
  })

  it.each([
    ['too few digits', 'ab'.repeat(15)],
    ['too many', 'ab'.repeat(65)],
    ['half a byte', 'a'.repeat(33)],
    ['no digits', 'x'.repeat(64)],
  ])('a shared key of %s, which it does not say', async (_what, text) => {
    const [, sentence] = await refused({ psk: written('wrong.psk', text) })
    expect(sentence).toContain('hexadecimal')
    expect(sentence).not.toContain(text)
  })

  it('a shared key without a name', async () => {
    await refused({ ...authority.share(), identity: '' })
    await refused({ ...authority.share(), identity: 'x'.repeat(65) })
  })
})

describe('over DTLS', () => {
  it('a node may listen anywhere without insisting', async () => {
    const dtls = authority.share()
    const node = await openNode({ bind: '0.0.0.0:0', advertise: '127.0.0.1:0', dtls })
    expect(node.id).toMatch(/^127\.0\.0\.1:/)
  })

  it('a node bears the one id that its certificate names', async () => {
    const free = await openNode({ dtls: right })
    await free.close()
    const node = await openNode({ bind: free.id, dtls: authority.issue(`URI:gossip://${free.id}`) })
    expect(node.id).toBe(free.id)
  })

  it('datagrams leave room for what encryption adds, or nothing opens', async () => {
    const options = { bind: '127.0.0.1:0', dtls: authority.share() }
    const outcome = await openMember({ ...options, config: { datagramLimit: 548 } })()
    expect(outcome).toMatchObject({
      left: { _tag: 'ConfigInvalid', errors: [{ parameter: 'datagramLimit' }] },
    })
    await openNode({ ...options, config: { datagramLimit: 549 } })
  })
})
