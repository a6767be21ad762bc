import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Delivered } from '../../../core/notice.ts'
import type { Node } from '../../face.ts'

/** Writes each delivered message as a line, until the node is closed or nobody reads any more. Waits for a slow reader. */
export const printMessages = async (node: Node, isJson: boolean, out: Writable): Promise<void> => {
  const messages = node.messages()
  // A pipe that is closed at its other end; without a listener it would be an uncaught exception.
  out.on('error', () => void messages.return?.())
  for await (const message of messages) {
    const line = isJson
      ? JSON.stringify(toJson(message, node.size()))
      : oneLine(Buffer.from(message.payload).toString('utf8'))
    if (!out.write(`${line}\n`)) await once(out, 'drain').catch(() => [])
  }
}

const toJson = ({ rumor, payload }: Delivered, groupSize: number | null): object => {
  const encoding = isUtf8(payload) ? 'utf8' : 'base64'
  return {
    origin: rumor.origin,
    id: `${rumor.origin}/${rumor.boot}/${rumor.sequence}`,
    payload: Buffer.from(payload).toString(encoding),
    encoding,
    groupSize,
  }
}

/** One message is one line, whatever is in it. */
const oneLine = (text: string): string => text.replaceAll('\n', '\\n').replaceAll('\r', '\\r')
