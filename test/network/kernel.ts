import { readFileSync } from 'node:fs'

/** What the kernel knows of one process and the network that it lives in. */
export interface Kernel {
  readonly cpuMs: number
  /** Datagrams for which the receive queues of the namespace's UDP sockets had no room. */
  readonly receiveDrops: number
}

// Linux shows times in hundredths of a second to programs, whatever it counts in itself.
const TICK_MS = 10

/** Null once the process is gone. */
export const readKernel = (pid: number): Kernel | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The program's name may contain anything, and ends with the last bracket; times in user and system mode follow.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * TICK_MS
    return { cpuMs, receiveDrops: dropsIn(readFileSync(`/proc/${pid}/net/udp`, 'utf8')) }
  } catch {
    return null
  }
}

/** The last column of every line but the first, which is the heading. */
const dropsIn = (table: string): number =>
  table
    .trimEnd()
    .split('\n')
    .slice(1)
    .reduce((sum, line) => sum + Number(line.trimEnd().split(/\s+/).at(-1)), 0)
