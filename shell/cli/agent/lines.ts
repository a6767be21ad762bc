import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { GossipError } from '../../error.ts'
import type { Node } from '../../face.ts'
import type { Log } from './log.ts'

/** Publishes each line, in order; a line waits while the node knows nobody to send it to. */
export const publishLines = async (node: Node, input: Readable, log: Log): Promise<void> => {
  try {
    for await (const line of createInterface({ input }))
      await publishLine(node, Buffer.from(line, 'utf8'), log)
    log.info('end of input; the node goes on')
  } catch (error) {
    if (error instanceof GossipError && isOver(error)) return
    throw error
  }
}

const isOver = ({ failure }: GossipError): boolean =>
  failure._tag === 'Closed' || (failure._tag === 'Refused' && failure.reason === 'leaving')

const publishLine = async (node: Node, payload: Uint8Array, log: Log): Promise<void> => {
  // Made before the attempt, so that an arc which comes right after it is not missed.
  const notices = node.notices()
  try {
    await node.publish(payload)
  } catch (error) {
    if (!(error instanceof GossipError) || error.failure._tag !== 'Refused') throw error
    if (error.failure.reason === 'noNeighbours') {
      await nextNeighbour(notices)
      return publishLine(node, payload, log)
    }
    if (isOver(error)) throw error
    log.error(error.message)
  } finally {
    await notices.return?.()
  }
}

const nextNeighbour = async (notices: ReturnType<Node['notices']>): Promise<void> => {
  for await (const notice of notices) if (notice._tag === 'ArcAdded' && notice.view === 'PartialView') return
}
