import type { Node } from '../../face.ts'
import type { Log } from './log.ts'

/** Resolves when the node has left after a first SIGINT or SIGTERM; a second one ends the process at once. */
export const leaveOnSignal = (node: Node, log: Log): Promise<void> =>
  new Promise((resolve) => {
    let isLeaving = false
    const onSignal = (signal: NodeJS.Signals): void => {
      // 128 + the signal's number, as a shell reports a process that a signal ended.
      if (isLeaving) process.exit(signal === 'SIGINT' ? 130 : 143)
      isLeaving = true
      log.info({ signal }, 'leaving')
      node.leave().then(
        () => {
          // Input that nobody reads any more would keep the process alive.
          process.stdin.destroy()
          resolve()
        },
        (error: unknown) => {
          log.error(String(error))
          resolve()
        },
      )
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
  })
