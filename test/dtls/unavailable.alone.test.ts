import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { faultOfTransport } from '../../shell/cli/agent/transport.ts'
import { findOpenSsl } from '../../shell/node/dtls/openssl.ts'
import { run } from '../readme/process.ts'
import { gossip } from '../shell/agent.ts'
import { type Authority, makeAuthority } from './authority.ts'

const CLI = 'dist/shell/cli/main.js'

let authority: Authority

beforeAll(() => {
  authority = makeAuthority()
})

afterAll(() => authority.remove())

describe('where koffi is not installed', () => {
  const asUrl = (module: string): string => `data:text/javascript,${encodeURIComponent(module)}`
  const hook = asUrl(
    "export const resolve = (name, ...rest) => name === 'koffi' ? Promise.reject(new Error()) : rest[1](name, rest[0])",
  )
  const register = asUrl(`import { register } from 'node:module'; register(${JSON.stringify(hook)})`)
  const agent = ['--import', register, CLI, 'agent', '--bind', '127.0.0.1:0']

  it('an agent that shall speak DTLS does not start, and says what to do', async () => {
    const { cert, key, ca } = authority.issue('IP:127.0.0.1')
    const refused = run([...agent, '--transport', 'dtls', '--cert', cert, '--key', key, '--ca', ca])
    expect(await refused.exit).toBe(1)
    expect(refused.err()).toMatch(/^error: DTLS is not available here.*npm install koffi/)
  })

  it('all others do not miss it', async () => {
    const running = run([...agent, '--log', 'info'])
    onTestFinished(() => void running.child.kill('SIGKILL'))
    running.child.stdin.end()
    await running.sees(/end of input/)
    running.child.kill('SIGTERM')
    expect(await running.exit).toBe(0)
  })
})

describe('where another library than OpenSSL 3 is found', () => {
  afterEach(() => void vi.doUnmock('koffi'))

  /** The problem, when each function is what `answer` makes of its name. */
  const problemWith = async (answer: (name: string) => () => unknown): Promise<string> => {
    vi.doMock('koffi', () => ({
      load: () => ({ func: answer, symbol: () => 1n }),
      pointer: () => ({}),
      opaque: () => ({}),
      sizeof: () => 8,
    }))
    const found = await findOpenSsl()
    return found._tag === 'Left' ? found.left.problem : 'none'
  }

  it('it is named', async () => {
    expect(await problemWith(() => () => 'BoringSSL')).toContain('BoringSSL')
  })

  it('so is an older version', async () => {
    const old = (name: string) => () => (name.endsWith('num') ? 0x1010107f : 'OpenSSL 1.1.1w')
    expect(await problemWith(old)).toContain('1.1.1w')
  })

  it('so is the function that is missing', async () => {
    const missing = (name: string): never => {
      throw new Error(`no ${name}`)
    }
    expect(await problemWith(missing)).toContain('no OpenSSL_version')
  })

  it('and what does not keep to the prototypes does not pass for OpenSSL', async () => {
    vi.doMock('koffi', () => ({
      load: () => ({
        func: (name: string) => () =>
          name.endsWith('_num') ? 0x3000_0000 : name.endsWith('_version') ? 'OpenSSL 3.0' : null,
        symbol: () => 1n,
      }),
      pointer: () => ({}),
      opaque: () => ({}),
      sizeof: () => 8,
    }))
    const { loadOpenSsl } = await import('../../shell/node/dtls/security.ts')
    expect(await loadOpenSsl()).toMatchObject({ left: { problem: expect.stringContaining('self-test') } })
  })
})

describe('on the command line', () => {
  it('what goes together is taken', () => {
    const files = { cert: 'a', key: 'b', ca: 'c' }
    expect(faultOfTransport({ transport: 'plain' })).toBeNull()
    expect(faultOfTransport({ transport: 'dtls', ...files })).toBeNull()
    expect(faultOfTransport({ transport: 'dtls', pskFile: 'd' })).toBeNull()
  })

  it('what does not is refused', () => {
    const files = { cert: 'a', key: 'b', ca: 'c' }
    expect(faultOfTransport({ transport: 'dtls' })).toContain('--cert')
    expect(faultOfTransport({ transport: 'dtls', cert: 'a', key: 'b' })).toContain('--ca')
    expect(faultOfTransport({ transport: 'dtls', ...files, pskFile: 'd' })).toContain('alone')
    expect(faultOfTransport({ transport: 'plain', ...files })).toContain('--transport dtls')
    expect(faultOfTransport({ transport: 'plain', pskFile: 'd' })).toContain('--transport dtls')
  })

  it('a refusal is wrong usage, and files that can not be used are a failure', async () => {
    const wrong = gossip(['agent', '--bind', '127.0.0.1:0', '--transport', 'dtls'])
    const files = ['--psk-file', `${authority.folder}/missing`]
    const failed = gossip(['agent', '--bind', '127.0.0.1:0', '--transport', 'dtls', ...files])
    expect([await wrong.exit, await failed.exit]).toEqual([2, 1])
    expect(wrong.err()).toMatch(/^error: /)
    expect(failed.err()).toContain('no such file')
  })
})
