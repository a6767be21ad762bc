import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RenderedFile } from '../../shell/cli/evaluate/report/render.ts'

export interface Server extends AsyncDisposable {
  readonly address: string
  /** What was asked for, in order. */
  readonly asked: ReadonlyArray<string>
}

/** Serves these files over loopback, and nothing else. */
export const serve = async (files: ReadonlyArray<RenderedFile>): Promise<Server> => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    asked.push(name)
    const file = files.find((candidate) => candidate.name === name)
    const type = name.endsWith('.html') ? 'text/html' : 'text/csv'
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` })
    response.end(file?.text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server has no port')
  return {
    address: `http://127.0.0.1:${bound.port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
