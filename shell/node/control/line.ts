import type { Socket } from 'node:net'
import { LINE_LIMIT } from './request.ts'

/** The first line that comes, as JSON; null where it is too long or no JSON, or where nothing comes. */
export const readLine = (socket: Socket): Promise<unknown> =>
  new Promise((resolve) => {
    let text = ''
    const end = (content: unknown): void => {
      socket.removeAllListeners('data')
      resolve(content)
    }
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
      const length = text.indexOf('\n')
      if (length >= 0) return end(parsed(text.slice(0, length)))
      if (text.length > LINE_LIMIT) end(null)
    })
    socket.once('close', () => end(null))
  })

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
