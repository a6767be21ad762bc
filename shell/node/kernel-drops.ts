import { existsSync, readFile, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { endianness } from 'node:os'
import type { Receiver } from '../capability.ts'

/*
 * A receive queue that is full is the kernel's to empty: it drops what arrives, and tells nobody but who asks. Linux
 * counts it for each socket in a table; elsewhere nothing is known of it.
 */

const WORD = 4

/** The bytes of an IP address. The parser of URLs writes every IPv6 address in the same hexadecimal way. */
const bytesOf = ({ address, family }: AddressInfo): Uint8Array => {
  if (family === 'IPv4') return Uint8Array.from(address.split('.').map(Number))
  const [plain = ''] = address.split('%')
  const [left = '', right = ''] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string): ReadonlyArray<string> => (text === '' ? [] : text.split(':'))
  const zeros = Array.from({ length: 8 - groups(left).length - groups(right).length }, () => '0')
  return Uint8Array.from(
    [...groups(left), ...zeros, ...groups(right)].flatMap((group) => {
      const value = Number.parseInt(group, 16)
      return [value >> 8, value & 0xff]
    }),
  )
}

/** An address as the table writes it: words of the machine's own order in hexadecimal, and the port. */
export const rowOf = (place: AddressInfo, order: 'BE' | 'LE' = endianness()): string => {
  const bytes = bytesOf(place)
  const words = Array.from({ length: bytes.length / WORD }, (_, index) => {
    const word = [...bytes.subarray(index * WORD, (index + 1) * WORD)]
    return order === 'LE' ? word.reverse() : word
  })
  const digits = (value: number, length: number): string =>
    value.toString(16).toUpperCase().padStart(length, '0')
  return `${words
    .flat()
    .map((byte) => digits(byte, 2))
    .join('')}:${digits(place.port, 4)}`
}

/** The last column of the socket's row; null where the table has none. */
export const dropsIn = (table: string, row: string): number | null => {
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/)
    if (columns[1] === row) return Number(columns.at(-1))
  }
  return null
}

const tableFor = ({ family }: AddressInfo): string => (family === 'IPv4' ? '/proc/net/udp' : '/proc/net/udp6')

// Often enough for whoever looks at counters, and rarely enough for a table that is as long as there are sockets.
const INTERVAL_MS = 1_000

/** Reports every datagram that the kernel drops from now on, within a second, and the last ones on closing. */
export const watchDrops = (
  place: AddressInfo,
  barred: Receiver['barred'],
): { readonly close: () => void } => {
  const table = tableFor(place)
  if (!existsSync(table)) return { close: () => undefined }
  const row = rowOf(place)
  let known = 0
  const report = (text: string): void => {
    const drops = dropsIn(text, row) ?? 0
    // All at once: a flood must not become as many notices.
    if (drops > known) barred('receiveQueueFull', drops - known)
    known = Math.max(known, drops)
  }
  const timer = setInterval(
    () => readFile(table, 'utf8', (error, text) => error ?? report(text)),
    INTERVAL_MS,
  )
  timer.unref()
  return {
    close: () => {
      clearInterval(timer)
      // While the socket is still bound; whoever closes does not wait for files.
      report(readFileSync(table, 'utf8'))
    },
  }
}
