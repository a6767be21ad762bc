import { execFileSync } from 'node:child_process'
import { createECDH, createSign, createVerify, generateKeyPairSync } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import type { Context } from '../../../shell/node/dtls/context.ts'
import { begin, end, newSecurity, type Pair, settle } from '../../dtls/pair.ts'
import { atMostTimes, type Finding } from '../finding.ts'
import { spreadOf } from '../spread.ts'

const ROUNDS = 9
const HANDSHAKES = 100

/** Microseconds of CPU for one, done so many times. */
const microsOf = (times: number, act: () => void): number => {
  const start = process.cpuUsage()
  for (let i = 0; i < times; i++) act()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / times
}

const shake = (context: Context): Pair => {
  const pair = begin(context)
  settle(pair)
  return pair
}

/** The signatures and key agreements of one handshake, for both ends, and nothing else. */
const makeBareCryptography = (): (() => void) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const said = new Uint8Array(100)
  const signed = createSign('sha256').update(said).sign(privateKey)
  return () => {
    // Each end signs once, and verifies the other's certificate and signature.
    for (let i = 0; i < 2; i++) createSign('sha256').update(said).sign(privateKey)
    for (let i = 0; i < 4; i++) createVerify('sha256').update(said).verify(publicKey, signed)
    const ends = [createECDH('prime256v1'), createECDH('prime256v1')] as const
    const keys = [ends[0].generateKeys(), ends[1].generateKeys()] as const
    ends[0].computeSecret(keys[1])
    ends[1].computeSecret(keys[0])
  }
}

const PROGRAM = fileURLToPath(new URL('./weight.js', import.meta.url))

/** KiB of a process for one end of an open session. */
const sizeOfEnd = (): number => {
  const said: unknown = JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', PROGRAM], { encoding: 'utf8' }),
  )
  return typeof said === 'object' && said !== null && 'kib' in said ? Number(said.kib) : Number.NaN
}

/** A handshake with certificates, both ends in this process and without a socket. */
export const benchSession = async (): Promise<ReadonlyArray<Finding>> => {
  const context = (await newSecurity('IP:127.0.0.1')).makeContext()
  const bare = makeBareCryptography()
  const rounds = Array.from({ length: ROUNDS }, () => ({
    mine: microsOf(HANDSHAKES, () => end(shake(context))),
    other: microsOf(HANDSHAKES, bare),
  }))
  const size = sizeOfEnd()
  context.release()
  const micros = spreadOf(rounds.map(({ mine }) => mine)).median
  const ratio = spreadOf(rounds.map(({ mine, other }) => mine / other))
  const aim = atMostTimes(5)
  return [
    {
      name: 'a handshake with certificates of P-256, both ends',
      against: 'its signatures and key agreements',
      micros,
      againstMicros: spreadOf(rounds.map(({ other }) => other)).median,
      ratio,
      aim: aim.says,
      reached: aim.isReached(micros, ratio.median),
      remark: `${Math.round(1e6 / micros)} a second; ${size.toFixed(0)} KiB for one end of an open session`,
    },
  ]
}
