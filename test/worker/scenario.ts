import type * as codec from '../../core/codec/envelope.ts'
import type * as core from '../../core/index.ts'
import type { Effect, Event, NodeId, State } from '../../core/index.ts'

/** The core and its byte codec, wherever they were evaluated. */
export type Library = typeof core & typeof codec

/** Everything that came of a run, as data that two engines can be compared by. */
export interface Outcome {
  readonly datagrams: ReadonlyArray<string>
  readonly effects: ReadonlyArray<Effect>
  readonly states: ReadonlyArray<State>
  readonly delivered: ReadonlyArray<string>
}

// As this runs where there is no Buffer either.
const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Two nodes: the second joins the first, some heartbeats pass, each publishes, the second leaves. Every message
 * goes through the byte codec. Needs nothing of any runtime, so it can be evaluated beside the library.
 */
export const scenario = (library: Library): Outcome => {
  const { asBoot, asInstant, asNodeId, checked, decodeEnvelope, encodeEnvelope, init, parseConfig } = library
  const parsed = parseConfig({ profile: 'local', copies: 2 })
  if (parsed._tag === 'Left') throw new Error(JSON.stringify(parsed.left))
  const config = parsed.right
  // Beyond ASCII, so that text is read and written without TextEncoder and TextDecoder too, in every length.
  const ids = ['één.example:1', `${'東'.repeat(19)}:2`].map(asNodeId)
  const boot = asBoot(1_763_856_000_123)
  const states = new Map<NodeId, State>()
  const inbox: Array<readonly [NodeId, Event]> = []
  const datagrams: string[] = []
  const all: Effect[] = []
  const delivered: string[] = []
  let clock = 0
  let entropy = 7
  const stamp = () => {
    entropy = (Math.imul(entropy, 1_664_525) + 1_013_904_223) >>> 0
    return { at: asInstant(clock), entropy }
  }
  const transmit = (from: NodeId, effect: core.Send | core.Dial): void => {
    const address = effect._tag === 'Send' ? effect.to : effect.address
    const recipient = effect._tag === 'Send' ? effect.to : null
    const sequence = datagrams.length + 1
    const datagram = encodeEnvelope({
      group: 'g',
      sender: from,
      boot,
      sequence,
      recipient,
      message: effect.message,
    })
    datagrams.push(hex(datagram))
    const decoded = decodeEnvelope(datagram, config)
    if (decoded._tag === 'Left') throw new Error(decoded.left)
    const { sender, message } = decoded.right
    inbox.push([asNodeId(address), { _tag: 'Received', ...stamp(), from: sender, boot, sequence, message }])
  }
  const done = (id: NodeId, effects: ReadonlyArray<Effect>): void => {
    all.push(...effects)
    for (const effect of effects) {
      if (effect._tag === 'Send' || effect._tag === 'Dial') transmit(id, effect)
      if (effect._tag === 'Notify' && effect.notice._tag === 'Delivered') {
        delivered.push(`${id} ${effect.notice.rumor.origin} ${hex(effect.notice.payload)}`)
      }
    }
  }
  const happen = (id: NodeId, event: Event): void => {
    const state = states.get(id)
    if (state === undefined) throw new Error(`no node ${id}`)
    const [next, effects] = checked(state, event)
    states.set(id, next)
    done(id, effects)
    for (let mail = inbox.shift(); mail !== undefined; mail = inbox.shift()) happen(...mail)
  }
  const command = (at: number, asked: core.Command): void => {
    const id = ids[at]
    if (id !== undefined) happen(id, { _tag: 'Commanded', ...stamp(), command: asked })
  }
  const pass = (span: number): void => {
    for (const end = clock + span; clock < end; clock += 50) {
      for (const id of ids) {
        const alarm = states.get(id)?.alarm ?? null
        if (alarm !== null && alarm <= clock) happen(id, { _tag: 'Woke', ...stamp() })
      }
    }
  }
  for (const self of ids) {
    const [state, effects] = init({ config, self, boot, at: asInstant(0), entropy: stamp().entropy })
    states.set(self, state)
    done(self, effects)
  }
  command(0, { _tag: 'Join', contacts: [] })
  command(1, { _tag: 'Join', contacts: [String(ids[0])] })
  pass(1_000)
  command(0, { _tag: 'Publish', payload: Uint8Array.from([0, 127, 128, 255]) })
  command(1, { _tag: 'Publish', payload: new Uint8Array(0) })
  pass(3_000)
  command(1, { _tag: 'Leave' })
  pass(3_000)
  return { datagrams, effects: all, states: [...states.values()], delivered }
}
