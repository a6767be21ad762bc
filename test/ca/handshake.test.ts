import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { expect, it, onTestFinished } from 'vitest'
import type { Issued } from '../../shell/cli/ca/certificate.ts'
import { authority, issue } from './authority.ts'

/** What one end of TLS is given: its own certificate, and the authority that it believes. */
const credentials = (dir: string, issued: Issued | undefined) => ({
  key: readFileSync(issued?.key ?? ''),
  cert: readFileSync(issued?.certificate ?? ''),
  ca: readFileSync(join(dir, 'ca.crt')),
})

/** Whether each end has let the other in. */
const shakeHands = async (
  server: ReturnType<typeof credentials>,
  client: ReturnType<typeof credentials>,
): Promise<boolean> => {
  const listener = createServer({ ...server, requestCert: true, rejectUnauthorized: true })
  listener.listen(0, '127.0.0.1')
  onTestFinished(() => void listener.close())
  await once(listener, 'listening')
  const address = listener.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  // Names are those of nodes, which TLS knows nothing of.
  const socket = connect({ ...client, port, host: '127.0.0.1', checkServerIdentity: () => undefined })
  onTestFinished(() => void socket.destroy())
  const greeted = new Promise<boolean>((resolve) => {
    listener.on('secureConnection', (accepted: TLSSocket) => {
      accepted.end()
      resolve(accepted.authorized && socket.authorized)
    })
    listener.on('tlsClientError', () => resolve(false))
    socket.on('error', () => resolve(false))
  })
  return greeted
}

it('nodes of one authority let each other in, as server and as client', async () => {
  const dir = await authority()
  const [one, other] = await issue(dir, ['10.0.0.1:7000', '[2001:db8::7]'])
  expect(await shakeHands(credentials(dir, one), credentials(dir, other))).toBe(true)
  expect(await shakeHands(credentials(dir, other), credentials(dir, one))).toBe(true)
})

it('a node of another authority is not let in, nor lets in', async () => {
  const [dir, strange] = [await authority(), await authority()]
  const [one] = await issue(dir, ['10.0.0.1:7000'])
  const [other] = await issue(strange, ['10.0.0.1:7000'])
  const believing = { ...credentials(strange, other), ca: readFileSync(join(dir, 'ca.crt')) }
  expect(await shakeHands(credentials(dir, one), believing)).toBe(false)
  expect(await shakeHands(believing, credentials(dir, one))).toBe(false)
})
