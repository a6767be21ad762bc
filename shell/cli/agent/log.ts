import { type Logger, pino } from 'pino'
import { explain } from '../../error.ts'
import type { Node } from '../../face.ts'
import type { ShellNotice } from '../../notice.ts'

export type Log = Logger

/** JSON lines on stderr, written at once, so that none is lost when the process ends. */
export const makeLog = (level: string): Log =>
  pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  )

/** Logs what the node tells, but for the messages themselves. */
export const logNotices = (node: Node, log: Log): void => {
  const run = async (): Promise<void> => {
    for await (const notice of node.notices()) write(notice, log)
  }
  void run()
}

const write = (notice: ShellNotice, log: Log): void => {
  const { _tag, ...rest } = notice
  switch (notice._tag) {
    case 'Delivered':
    case 'Published':
      return
    case 'Founded':
    case 'Joined':
    case 'Left':
    case 'SizeEstimated':
      return log.info(rest, _tag)
    case 'Isolated':
    case 'ContactFailed':
    case 'Dropped':
    case 'Barred':
    case 'Rejected':
    case 'Refused':
      return log.warn(rest, _tag)
    case 'MemoryUnreadable':
    case 'MemoryUnwritten':
    case 'JournalUnwritten':
      return log.warn({ ...rest, problem: explain(notice) }, _tag)
    default:
      return log.debug(rest, _tag)
  }
}
