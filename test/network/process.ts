import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Address } from '../../core/id.ts'
import { type Kernel, readKernel } from './kernel.ts'
import { describeEnding, type Line, makeLine } from './line.ts'
import type { PeerStart, Report } from './order.ts'

/** One life of a node: a process in the namespace of its place. */
export interface PeerProcess extends Pick<Line, 'ask'>, Watch, Fate {
  readonly number: number
  readonly place: number
  readonly address: Address
}

/** What is known of it. */
interface Watch {
  /** Asks for a report, and keeps it as the latest. A paused process gives none; its latest stays. */
  readonly refresh: () => Promise<void>
  readonly latest: () => Report | null
  readonly kernel: () => Kernel
}

/** What becomes of it. */
interface Fate {
  readonly isRunning: () => boolean
  readonly isPaused: () => boolean
  readonly pause: () => void
  readonly resume: () => void
  /** Without a word. */
  readonly kill: () => Promise<void>
  /** Closes the node and expects the process to end by itself, with exit code 0. */
  readonly stop: () => Promise<void>
  /** How it ended although nobody had ordered that; null otherwise. */
  readonly accident: () => string | null
}

export interface Spawning {
  readonly namespace: string
  readonly place: number
  readonly address: Address
  readonly start: PeerStart
}

const PROGRAM = fileURLToPath(new URL('./peer.js', import.meta.url))

/** Starts a process; resolves once its node is open. */
export const spawnPeer = async ({ namespace, place, address, start }: Spawning): Promise<PeerProcess> => {
  const command = ['netns', 'exec', namespace, process.execPath, PROGRAM, JSON.stringify(start)]
  const child = spawn('ip', command, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const name = `n${start.number}`
  const line = makeLine(child, name)
  await line.opened
  let kernel: Kernel = { cpuMs: 0, receiveDrops: 0 }
  const sample = (): void => {
    kernel = readKernel(child.pid ?? 0) ?? kernel
  }
  const fate = makeFate(child, line, name, sample)
  let report: Report | null = null
  return {
    number: start.number,
    place,
    address,
    ask: line.ask,
    refresh: async () => {
      sample()
      if (!fate.isPaused()) report = await line.ask({ _tag: 'Report' })
    },
    latest: () => report,
    kernel: () => kernel,
    ...fate,
  }
}

/** `sample` is called before each end: the kernel forgets a process when it ends. */
const makeFate = (
  child: ChildProcess,
  { ask, ended, ending }: Line,
  name: string,
  sample: () => void,
): Fate => {
  let isOrdered = false
  let isPaused = false
  return {
    isRunning: () => ending() === null && !isOrdered,
    isPaused: () => isPaused,
    pause: () => {
      isPaused = child.kill('SIGSTOP')
    },
    resume: () => {
      isPaused = !child.kill('SIGCONT')
    },
    kill: async () => {
      sample()
      isOrdered = true
      child.kill('SIGKILL')
      await ended
    },
    stop: async () => {
      sample()
      await ask({ _tag: 'Stop' })
      isOrdered = (await ended).how === 0
    },
    accident: () => {
      const end = ending()
      return isOrdered || end === null ? null : describeEnding(name, end)
    },
  }
}
