import { fileURLToPath } from 'node:url'
import type { Address } from '../../core/id.ts'
import { runTool } from './tool.ts'

/** What a flooder is told. */
export interface FloodStart {
  readonly host: string
  readonly port: number
  /** The key that its datagrams name, or another for each. */
  readonly keyId: string | null
  readonly seconds: number
}

const PROGRAM = fileURLToPath(new URL('./flooder.js', import.meta.url))

/** Floods an address from this namespace for so many seconds; how many datagrams that were. */
export const flood = async (
  namespace: string,
  victim: Address,
  { keyId, seconds }: Pick<FloodStart, 'keyId' | 'seconds'>,
): Promise<number> => {
  const [host = '', port = ''] = victim.split(':')
  const start: FloodStart = { host, port: Number(port), keyId, seconds }
  return Number(
    await runTool('ip', ['netns', 'exec', namespace, process.execPath, PROGRAM, JSON.stringify(start)]),
  )
}
