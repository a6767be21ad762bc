import type { ChildProcess } from 'node:child_process'
import type { Answers, Order, Reply, Request } from './order.ts'

/** Orders in one direction, replies in the other, over the channel that Node.js keeps open to a child. */
export interface Line {
  /** Resolves once the child's node is open. */
  readonly opened: Promise<unknown>
  /** Rejects when the child fails to carry it out, or ends first. */
  readonly ask: <T extends Order['_tag']>(order: Extract<Order, { readonly _tag: T }>) => Promise<Answers[T]>
  readonly ended: Promise<Ending>
  /** Null while it runs. */
  readonly ending: () => Ending | null
}

export interface Ending {
  /** An exit code or a signal. */
  readonly how: number | string | null
  /** The end of what it wrote to stderr. */
  readonly complaint: string
}

interface Waiting {
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

const COMPLAINT = 2_000

export const describeEnding = (name: string, { how, complaint }: Ending): string =>
  `${name} ended with ${how}${complaint === '' ? '' : `: ${complaint}`}`

export const makeLine = (child: ChildProcess, name: string): Line => {
  const waiting = new Map<number, Waiting>()
  let last = 0
  let ending: Ending | null = null
  const ended = endingOf(child).then((end) => {
    ending = end
    for (const { reject } of waiting.values()) reject(new Error(describeEnding(name, end)))
    return end
  })
  child.on('message', (reply: Reply) => {
    const { resolve, reject } = waiting.get(reply.number) ?? {}
    waiting.delete(reply.number)
    if (reply.failure === null) resolve?.(reply)
    else reject?.(new Error(`${name}: ${reply.failure}`))
  })
  const reply = (number: number): Promise<Reply> =>
    new Promise((resolve, reject) => void waiting.set(number, { resolve, reject }))
  return {
    opened: reply(last),
    ask: async (order) => {
      if (ending !== null) throw new Error(describeEnding(name, ending))
      last += 1
      const request: Request = { number: last, order }
      const replied = reply(last)
      // A channel that is closed already is told by the end of the process, which follows.
      child.send(request, () => {})
      // Both ends are of this suite, and each order has one kind of answer.
      return (await replied).answer as Answers[(typeof order)['_tag']]
    },
    ended,
    ending: () => ending,
  }
}

const endingOf = (child: ChildProcess): Promise<Ending> => {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT)
  })
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve({ how: null, complaint: message }))
    child.on('close', (code, signal) => resolve({ how: signal ?? code, complaint: complaint.trim() }))
  })
}
