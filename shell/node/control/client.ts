import { createConnection } from 'node:net'
import * as Either from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ControlUnavailable } from '../../control.ts'
import { codeOf } from '../resolve.ts'
import { readLine } from './line.ts'
import { PATIENCE_MS, type Reply, type Request, reply } from './request.ts'

/** Asks the agent that listens there. */
export const ask =
  (path: string, asked: Request): TaskEither<ControlUnavailable, Reply> =>
  () =>
    new Promise((resolve) => {
      const fail = (code: string): void => {
        socket.destroy()
        resolve(Either.left({ _tag: 'ControlUnavailable', path, code }))
      }
      const socket = createConnection(path)
      socket.setTimeout(PATIENCE_MS, () => fail('ETIMEDOUT'))
      socket.once('error', (error) => fail(codeOf(error)))
      socket.once('connect', async () => {
        socket.write(`${JSON.stringify(asked)}\n`)
        const answer = reply.decode(await readLine(socket))
        if (Either.isLeft(answer)) return fail('EPROTO')
        socket.destroy()
        resolve(answer)
      })
    })
