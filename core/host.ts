import type { NodeId } from './id.ts'

/** What an id names beside the port: all before its last colon. An id without a port is a host of its own. */
export const hostOf = (id: NodeId): string => {
  const at = id.lastIndexOf(':')
  return at < 0 ? id : id.slice(0, at)
}
