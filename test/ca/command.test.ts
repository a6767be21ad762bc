import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Said, said } from '../log/command.ts'
import { folder } from '../memory/place.ts'
import { run } from '../readme/process.ts'
import { authority, issue } from './authority.ts'

const ca = (...args: ReadonlyArray<string>): Promise<Said> => said(['ca', ...args])

describe('gossip ca', () => {
  it('makes an authority and certificates, and says where they are', async () => {
    const dir = join(folder(), 'new')
    const made = await ca('init', '--dir', dir, '--name', 'Orders 7', '--days', '10')
    expect(made).toMatchObject({ code: 0, err: '' })
    expect(made.out).toMatch(/^the authority “Orders 7”, valid until \d{4}-\d\d-\d\d\n/)
    const issued = await ca('issue', '10.0.0.1:7000', '[::1]', '--dir', dir, '--out', dir)
    expect(issued).toMatchObject({ code: 0, err: '' })
    expect(issued.out).toContain(join(dir, '10.0.0.1+7000.crt'))
    const expected = ['10.0.0.1+7000', 'ca', 'v6+--1'].flatMap((name) => [`${name}.crt`, `${name}.key`])
    expect(readdirSync(dir).sort()).toEqual(expected.sort())
  })

  it('says the same to programs', async () => {
    const dir = folder()
    const made = await ca('init', '--dir', dir, '--json')
    expect(JSON.parse(made.out)).toEqual({
      name: 'gossip',
      key: join(dir, 'ca.key'),
      certificate: join(dir, 'ca.crt'),
      validUntil: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
    const issued = await ca('issue', 'Node.Example:7000', '10.0.0.1', '--dir', dir, '--out', dir, '--json')
    const lines: ReadonlyArray<unknown> = issued.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { id: 'node.example:7000', name: 'URI:gossip://node.example:7000' },
      { id: '10.0.0.1', name: 'IP:10.0.0.1', key: join(dir, '10.0.0.1.key') },
    ])
  })

  it('replaces no authority', async () => {
    const dir = await authority()
    const before = readFileSync(join(dir, 'ca.key'), 'utf8')
    const again = await ca('init', '--dir', dir)
    expect(again).toMatchObject({ code: 1, out: '' })
    expect(again.err).toContain(`${join(dir, 'ca.key')} is there already`)
    expect(readFileSync(join(dir, 'ca.key'), 'utf8')).toBe(before)
  })

  it('makes no key beside the certificate of another authority', async () => {
    const dir = folder()
    writeFileSync(join(dir, 'ca.crt'), 'mine')
    expect(await ca('init', '--dir', dir)).toMatchObject({ code: 1 })
    expect(readdirSync(dir)).toEqual(['ca.crt'])
  })

  it('replaces no certificate, and then makes none of the others', async () => {
    const dir = await authority()
    await issue(dir, ['b:1'], { out: dir })
    const again = await ca('issue', 'a:1', 'b:1', 'c:1', '--dir', dir, '--out', dir)
    expect(again.code).toBe(1)
    expect(again.err).toContain('b+1.key is there already')
    expect(readdirSync(dir).sort()).toEqual(['b+1.crt', 'b+1.key', 'ca.crt', 'ca.key'])
  })

  it.each([
    ['an id that is none', ['issue', 'a/b:1'], /invalid address "a\/b:1"/],
    ['an id that is given twice', ['issue', '[::1]:1', '[0::1]:1'], /\[::1\]:1 is given twice/],
    ['no id', ['issue'], /missing required argument/],
    ['no days', ['issue', 'a:1', '--days', '0'], /whole number from 1 to 36500/],
    ['negative days', ['init', '--days', '-1'], /whole number from 1 to 36500/],
    ['too many days', ['init', '--days', '36501'], /whole number from 1 to 36500/],
    ['a name with a part that openssl would read', ['init', '--name', 'a/CN=b'], /a name has 1 to 64/],
    ['an option that is none', ['init', '--force'], /unknown option/],
    ['another part', ['revoke'], /unknown command|too many arguments/],
  ])('calls %s wrong usage, and makes nothing', async (_title, args, says) => {
    const dir = join(folder(), 'new')
    const isPart = args[0] !== 'revoke'
    const wrong = await ca(...args, ...(isPart ? ['--dir', dir] : []))
    expect(wrong).toMatchObject({ code: 2, out: '' })
    expect(wrong.err).toMatch(says)
    expect(existsSync(dir)).toBe(false)
  })
})

/** Runs it with another environment. */
const caWith = async (
  environment: ReadonlyArray<string>,
  ...args: ReadonlyArray<string>
): Promise<Omit<Said, 'out'>> => {
  const cli = [process.execPath, 'dist/shell/cli/main.js', 'ca']
  const running = run([...environment, ...cli, ...args], '/usr/bin/env')
  return { code: await running.exit, err: running.err() }
}

describe('its temporary folder', () => {
  it('is removed, also when openssl fails', async () => {
    const [dir, temporary, place] = [folder(), folder(), folder()]
    writeFileSync(join(place, 'openssl'), '#!/bin/sh\necho seen > ../seen\nexit 1\n')
    chmodSync(join(place, 'openssl'), 0o755)
    const environment = [`TMPDIR=${temporary}`]
    expect(await caWith([...environment, `PATH=${place}`], 'init', '--dir', dir)).toMatchObject({ code: 1 })
    // So it has been there, beside what it left.
    expect(readdirSync(temporary)).toEqual(['seen'])
    expect(await caWith(environment, 'init', '--dir', dir)).toMatchObject({ code: 0 })
    expect(readdirSync(temporary)).toEqual(['seen'])
  })
})

describe('without what it takes', () => {
  it('openssl: it says so, and leaves nothing behind', async () => {
    const dir = folder()
    const outcome = await caWith([`PATH=${folder()}`], 'init', '--dir', dir)
    expect(outcome.code).toBe(1)
    expect(outcome.err).toMatch(/^error: .*openssl.* is not there: install OpenSSL/)
    expect(readdirSync(dir)).toEqual([])
  })

  it('an openssl that works: it says what openssl said, and leaves nothing behind', async () => {
    const dir = await authority()
    const place = folder()
    writeFileSync(join(place, 'openssl'), '#!/bin/sh\necho "first\nthe entropy is out" >&2\nexit 3\n')
    chmodSync(join(place, 'openssl'), 0o755)
    expect(await caWith([`PATH=${place}`], 'issue', 'a:1', '--dir', dir, '--out', dir)).toEqual({
      code: 1,
      err: 'error: openssl failed: first; the entropy is out\n',
    })
    expect(readdirSync(dir).sort()).toEqual(['ca.crt', 'ca.key'])
  })

  it.each([
    ['an authority', null, null, /there is no .*ca\.key: make an authority with gossip ca init/],
    ['a readable key', 'ca.key', 'no key', /ca\.key is no private key without a password/],
    ['a readable certificate', 'ca.crt', 'nothing', /ca\.crt is no certificate/],
  ])('%s: it says so', async (_title, file, content, says) => {
    const dir = file === null ? folder() : await authority()
    if (file !== null) writeFileSync(join(dir, file), content)
    const refused = await ca('issue', 'a:1', '--dir', dir, '--out', dir)
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(says)
  })

  it('the key of the certificate: it says so', async () => {
    const [dir, other] = [await authority(), await authority()]
    writeFileSync(join(dir, 'ca.key'), readFileSync(join(other, 'ca.key')))
    expect((await ca('issue', 'a:1', '--dir', dir)).err).toMatch(/ca\.key is not the key of .*ca\.crt/)
  })

  it('the certificate of an authority: it says so', async () => {
    const dir = await authority()
    const [issued] = await issue(dir, ['a:1'])
    writeFileSync(join(dir, 'ca.key'), readFileSync(issued?.key ?? ''))
    writeFileSync(join(dir, 'ca.crt'), readFileSync(issued?.certificate ?? ''))
    expect((await ca('issue', 'b:1', '--dir', dir)).err).toMatch(/ca\.crt is not that of an authority/)
  })
})
