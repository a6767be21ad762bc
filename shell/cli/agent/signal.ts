import type { Node } from '../../face.ts'
import type { Log } from './log.ts'

/**
 * Resolves when the node has left, after a first SIGINT or SIGTERM, or when `unread` says that nobody reads its
 * messages any more; a second signal ends the process at once.
 */
export const leaveOnSignal = (node: Node, unread: Promise<void>, log: Log): Promise<void> =>
  new Promise((resolve) => {
    let isLeaving = false
    const leave = (reason: string): void => {
      if (isLeaving) return
      isLeaving = true
      log.info({ reason }, 'leaving')
      node
        .leave()
        .catch((error: unknown) => {
          log.error(String(error))
          return node.close()
        })
        .finally(() => {
          // Input that nobody reads any more would keep the process alive.
          process.stdin.destroy()
          resolve()
        })
    }
    const onSignal = (signal: NodeJS.Signals): void => {
      // 128 + the signal's number, as a shell reports a process that a signal ended.
      if (isLeaving) process.exit(signal === 'SIGINT' ? 130 : 143)
      leave(signal)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
    void unread.then(() => leave('stdout is closed'))
  })
