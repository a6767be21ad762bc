import { createPrivateKey } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { readAuthority } from '../../shell/cli/ca/authority.ts'
import { namesOf, vouches } from '../../shell/node/dtls/name.ts'
import { authority, certificateIn, issue, printed, verified } from './authority.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

const modeOf = (file: string): number => statSync(file).mode & 0o777

describe('an authority', () => {
  it('has a key of P-256 that only its owner reads, and signs itself with SHA-256', async () => {
    const dir = await authority()
    const [key, certificate] = [join(dir, 'ca.key'), join(dir, 'ca.crt')]
    expect(modeOf(key)).toBe(0o600)
    const secret = createPrivateKey(readFileSync(key))
    expect(secret.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
    const own = certificateIn(certificate)
    expect(own.ca).toBe(true)
    expect(own.checkPrivateKey(secret)).toBe(true)
    expect(own.verify(own.publicKey)).toBe(true)
    expect(printed(certificate)).toContain('Signature Algorithm: ecdsa-with-SHA256')
  })

  it('may sign nodes and no other authorities', async () => {
    const dir = await authority()
    const text = printed(join(dir, 'ca.crt'))
    expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0/)
    expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign/)
  })
})

describe('an authority that has expired', () => {
  it('signs nothing', async () => {
    const dir = await authority(1)
    const now = Date.now()
    expect(await readAuthority(dir, new Date(now))()).toMatchObject({ right: { name: 'test' } })
    expect(await readAuthority(dir, new Date(now + DAY_MS))()).toMatchObject({
      left: { exitCode: 1, says: expect.stringMatching(/ca\.crt expired on .*: make another authority/) },
    })
  })
})

describe('a certificate', () => {
  it('is believed by openssl and by Node.js, who believe the authority', async () => {
    const dir = await authority()
    const [issued] = await issue(dir, ['10.0.0.1:7000'])
    const file = issued?.certificate ?? ''
    expect(verified(dir, file)).toContain('OK')
    const [certificate, own] = [certificateIn(file), certificateIn(join(dir, 'ca.crt'))]
    expect(certificate.checkIssued(own)).toBe(true)
    expect(certificate.verify(own.publicKey)).toBe(true)
    expect(certificate.ca).toBe(false)
  })

  it('is believed by nobody who believes another authority', async () => {
    const [dir, other] = [await authority(), await authority()]
    const [issued] = await issue(dir, ['10.0.0.1:7000'])
    expect(() => verified(other, issued?.certificate ?? '')).toThrow(/verification failed/)
  })

  it('is for servers and clients, and signs nothing', async () => {
    const dir = await authority()
    const [issued] = await issue(dir, ['10.0.0.1:7000'])
    const text = printed(issued?.certificate ?? '')
    expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE/)
    expect(text).toMatch(
      /Extended Key Usage: *\s+TLS Web Server Authentication, TLS Web Client Authentication/,
    )
    expect(text).toMatch(/X509v3 Key Usage: critical\s+Digital Signature\s*\n/)
    expect(text).toContain('Signature Algorithm: ecdsa-with-SHA256')
  })

  it.each([
    ['10.0.0.1:7000', 'URI:gossip://10.0.0.1:7000', '10.0.0.1:7000', '10.0.0.1:7001'],
    ['[2001:DB8::0:7]:7000', 'URI:gossip://[2001:db8::7]:7000', '[2001:db8::7]:7000', '[2001:db8::7]:7'],
    ['node.example:7000', 'URI:gossip://node.example:7000', 'node.example:7000', 'other.example:7000'],
    ['10.0.0.1', 'IP Address:10.0.0.1', '10.0.0.1:9', '10.0.0.2:9'],
    ['[2001:db8::7]', 'IP Address:2001:DB8:0:0:0:0:0:7', '[2001:db8::7]:9', '[2001:db8::8]:9'],
    ['node.example', 'DNS:node.example', 'node.example:9', 'a.node.example:9'],
  ])('for %s has that one name, and vouches for it', async (id, name, mine, notMine) => {
    const dir = await authority()
    const [issued] = await issue(dir, [id])
    const certificate = certificateIn(issued?.certificate ?? '')
    expect(certificate.subjectAltName).toBe(name)
    const names = namesOf(certificate.raw)
    expect(vouches(names, asNodeId(mine))).toBe(true)
    expect(vouches(names, asNodeId(notMine))).toBe(false)
  })

  it('goes with its own key, which only its owner reads', async () => {
    const dir = await authority()
    const issued = await issue(dir, ['10.0.0.1:7000', '10.0.0.1:7001'])
    const keys = issued.map(({ key }) => createPrivateKey(readFileSync(key)))
    for (const [i, { key, certificate }] of issued.entries()) {
      expect(modeOf(key)).toBe(0o600)
      const fitting = keys.map((secret) => certificateIn(certificate).checkPrivateKey(secret))
      expect(fitting).toEqual(keys.map((_secret, j) => i === j))
    }
  })

  it('has a serial number that nobody can foresee', async () => {
    const dir = await authority()
    const issued = await issue(dir, ['a:1', 'b:1', 'c:1'])
    const serials = [...issued.map(({ certificate }) => certificate), join(dir, 'ca.crt')].map(
      (file) => certificateIn(file).serialNumber,
    )
    expect(new Set(serials).size).toBe(serials.length)
    for (const serial of serials) expect(serial).toMatch(/^[0-9A-F]{32}$/)
  })

  it('holds a little before it was made, and for the days that were asked for', async () => {
    const dir = await authority()
    const [issued] = await issue(dir, ['a:1'], { days: 3 })
    const file = issued?.certificate ?? ''
    const made = statSync(file).mtimeMs
    expect(() => verified(dir, file, new Date(made - 9 * MINUTE_MS))).not.toThrow()
    expect(() => verified(dir, file, new Date(made - 12 * MINUTE_MS))).toThrow(/not yet valid/)
    expect(() => verified(dir, file, new Date(made + 3 * DAY_MS - MINUTE_MS))).not.toThrow()
    expect(() => verified(dir, file, new Date(made + 3 * DAY_MS + MINUTE_MS))).toThrow(/has expired/)
  })

  it('holds no longer than its authority', async () => {
    const dir = await authority(2)
    const [issued] = await issue(dir, ['a:1'], { days: 365 })
    expect(certificateIn(issued?.certificate ?? '').validTo).toBe(certificateIn(join(dir, 'ca.crt')).validTo)
    expect(issued?.until.getTime()).toBe(new Date(certificateIn(join(dir, 'ca.crt')).validTo).getTime())
  })

  it('may hold beyond 2049, where dates are written otherwise', async () => {
    const dir = await authority(36_500)
    const [issued] = await issue(dir, ['a:1'], { days: 36_499 })
    expect(verified(dir, issued?.certificate ?? '', new Date('2099-01-01'))).toContain('OK')
    expect(issued?.until.getUTCFullYear()).toBeGreaterThan(2_100)
  })

  it('for a very long name has files all the same', async () => {
    const dir = await authority()
    const name = `${'a'.repeat(63)}.`.repeat(3) + 'b'.repeat(61)
    const [issued] = await issue(dir, [`${name}:65535`])
    expect(certificateIn(issued?.certificate ?? '').subjectAltName).toBe(`URI:gossip://${name}:65535`)
  })
})
