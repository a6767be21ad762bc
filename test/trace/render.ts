import { absurd } from 'fp-ts/lib/function.js'
import type { Effect, Event, Instant, Message } from '../../core/index.ts'
import type { Occurrence } from '../../shell/simulation/index.ts'
import { commandText, messageText, noticeText, peerText } from './wording.ts'

/** Kinds of message that a reader may not want to see. */
export type Quiet = ReadonlySet<Message['_tag']>

const TIME = 8
const EVENT = 48

/**
 * The lines of what happened: on the left the time and the event, on the right its effects, one below the other.
 * What is quiet is left out, and so is an event that has nothing else to it.
 */
export const render = (occurrences: ReadonlyArray<Occurrence>, quiet: Quiet): ReadonlyArray<string> =>
  occurrences.flatMap((occurrence) => {
    if (occurrence._tag === 'Lost') {
      const { at, from, to, message, reason } = occurrence
      const outcome = reason === 'link' ? 'lost' : `lost: ${to} is down`
      return quiet.has(message._tag)
        ? []
        : lines(at, `${peerText(from)} -> ${to}  ${messageText(message)}`, [outcome])
    }
    const { self, event, effects } = occurrence
    const shown = effectTexts(effects.filter((effect) => !isQuiet(effect, quiet)))
    const isDull = event._tag === 'Woke' || (event._tag === 'Received' && quiet.has(event.message._tag))
    return isDull && shown.length === 0 ? [] : lines(event.at, eventText(peerText(self), event), shown)
  })

const lines = (at: Instant, event: string, effects: ReadonlyArray<string>): ReadonlyArray<string> => {
  const left = `${`${at} ms`.padStart(TIME + 3)}  ${event.padEnd(EVENT)}`
  const [first = '—', ...rest] = effects
  return [`${left}  ${first}`, ...rest.map((effect) => `${' '.repeat(left.length)}  ${effect}`)]
}

const eventText = (self: string, event: Event): string => {
  switch (event._tag) {
    case 'Received':
      return `${self} <- ${peerText({ id: event.from, boot: event.boot })}  ${messageText(event.message)}`
    case 'Woke':
      return `${self}  wakes`
    case 'Commanded':
      return `${self}  ${commandText(event.command)}`
    case 'Undeliverable':
      return `${self}  cannot reach ${event.to}: ${event.reason}`
    default:
      return absurd(event)
  }
}

const isQuiet = (effect: Effect, quiet: Quiet): boolean =>
  effect._tag === 'Alarm' || (effect._tag !== 'Notify' && quiet.has(effect.message._tag))

/** One effect, or the same message to several nodes. */
interface Row {
  readonly to: ReadonlyArray<string>
  readonly text: string
}

const row = (effect: Effect): Row => {
  switch (effect._tag) {
    case 'Send':
      return { to: [effect.to], text: messageText(effect.message) }
    case 'Dial':
      return { to: [effect.address], text: messageText(effect.message) }
    case 'Notify':
      return { to: [], text: noticeText(effect.notice) }
    case 'Alarm':
      return { to: [], text: effect.at === null ? 'no alarm' : `alarm at ${effect.at} ms` }
    default:
      return absurd(effect)
  }
}

const joined = (rows: ReadonlyArray<Row>, next: Row): ReadonlyArray<Row> => {
  const last = rows[rows.length - 1]
  const isSame = last !== undefined && last.to.length > 0 && next.to.length > 0 && last.text === next.text
  return isSame ? [...rows.slice(0, -1), { to: [...last.to, ...next.to], text: last.text }] : [...rows, next]
}

const effectTexts = (effects: ReadonlyArray<Effect>): ReadonlyArray<string> =>
  effects
    .map(row)
    .reduce(joined, [])
    .map(({ to, text }) => (to.length === 0 ? text : `-> ${to.join(', ')}  ${text}`))
