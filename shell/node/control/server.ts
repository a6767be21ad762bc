import { chmod, lstat, rm, stat } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ControlUnavailable } from '../../control.ts'
import { explain } from '../../error.ts'
import type { KeyError } from '../../keys.ts'
import { codeOf } from '../resolve.ts'
import type { Keyring } from '../sealed/keyring.ts'
import { readLine } from './line.ts'
import { PATIENCE_MS, type Reply, type Request, request } from './request.ts'

export interface Control {
  readonly close: () => Promise<void>
}

// Each is one question and one answer.
const CONNECTIONS = 8

/**
 * Listens on a socket in the file system that only its owner can open. What a process that was killed has left there is
 * replaced; a socket that answers, and any other file, is left alone.
 */
export const listen =
  (path: string, keyring: Keyring): TaskEither<ControlUnavailable, Control> =>
  async () => {
    try {
      await clear(path)
      const sockets = new Set<Socket>()
      const server = createServer((socket) => {
        sockets.add(socket)
        socket.once('close', () => sockets.delete(socket))
        void serve(socket, keyring)
      })
      server.maxConnections = CONNECTIONS
      await bind(server, path)
      await chmod(path, 0o600)
      return Either.right({ close: () => end(server, sockets) })
    } catch (error) {
      return Either.left({ _tag: 'ControlUnavailable', path, code: codeOf(error) })
    }
  }

/** Waits for nobody who has connected. */
const end = (server: Server, sockets: ReadonlySet<Socket>): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    for (const socket of sockets) socket.destroy()
  })

const failure = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code })

const clear = async (path: string): Promise<void> => {
  // Binding would say that it may not.
  if (!(await stat(dirname(path)).catch(() => null))?.isDirectory()) throw failure('ENOTDIR')
  const found = await lstat(path).catch(() => null)
  if (found === null) return
  if (!found.isSocket()) throw failure('EEXIST')
  if (await answers(path)) throw failure('EADDRINUSE')
  await rm(path, { force: true })
}

// Nobody listens; or it was removed just now.
const GONE: ReadonlyArray<string> = ['ECONNREFUSED', 'ENOENT']

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    // Whoever is too busy to answer, or is another's, or speaks in datagrams, is there all the same.
    socket.once('error', (error) => resolve(!GONE.includes(codeOf(error))))
  })

/** Nobody but the owner may come in, not even before the permissions are set. */
const bind = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    const before = process.umask(0o177)
    try {
      server.listen(path, () => resolve())
    } finally {
      process.umask(before)
    }
  })

const serve = async (socket: Socket, keyring: Keyring): Promise<void> => {
  socket.on('error', () => socket.destroy())
  socket.setTimeout(PATIENCE_MS, () => socket.destroy())
  const asked = request.decode(await readLine(socket))
  const answer: Reply = Either.isLeft(asked)
    ? { ok: false, error: 'that is no request; use the gossip command of the same version' }
    : await obey(keyring, asked.right)
  socket.end(`${JSON.stringify(answer)}\n`)
}

const obey = async (keyring: Keyring, asked: Request): Promise<Reply> => {
  const done = await change(keyring, asked)
  return Either.isLeft(done) ? { ok: false, error: explain(done.left) } : { ok: true, keys: keyring.list() }
}

const change = (keyring: Keyring, asked: Request): Promise<Either.Either<KeyError, unknown>> => {
  switch (asked.command) {
    case 'keys list':
      return Promise.resolve(Either.right(null))
    case 'keys install':
      return keyring.install(asked.key)()
    case 'keys use':
      return keyring.use(asked.id)()
    case 'keys remove':
      return keyring.remove(asked.id)()
  }
}
