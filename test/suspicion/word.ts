import { asBoot, asNodeId, type Message } from '../../core/index.ts'

const origin = asNodeId('o:1')
const boot = asBoot(4)

/** One message of each kind, as a node may hear it at any time. */
export const words: { readonly [T in Message['_tag']]: Extract<Message, { readonly _tag: T }> } = {
  Walk: {
    _tag: 'Walk',
    seeker: origin,
    boot,
    search: 1,
    attempt: 1,
    budget: 2_000_000,
    hops: 1,
    handover: 0,
  },
  Contact: { _tag: 'Contact', search: 1 },
  Subscribe: { _tag: 'Subscribe', number: 1, extra: false, linked: false, handover: 0, renews: 0 },
  Forwarded: { _tag: 'Forwarded', subscriber: origin, boot, number: 1, copy: 0, hops: 1, handover: 0 },
  Kept: { _tag: 'Kept', handover: 0, number: 0 },
  Unsubscribe: { _tag: 'Unsubscribe', replacement: null, handover: 0 },
  Acknowledge: { _tag: 'Acknowledge', handover: 1, sketch: null },
  Heartbeat: { _tag: 'Heartbeat', sketch: null },
  Rumor: {
    _tag: 'Rumor',
    origin,
    boot,
    sequence: 1,
    hops: 1,
    age: 0,
    payload: new Uint8Array(0),
    eager: false,
    part: 0,
    parts: 1,
  },
  Release: { _tag: 'Release', number: 1, handover: 0 },
  Answer: { _tag: 'Answer', sketch: null, eager: true },
  Announce: { _tag: 'Announce', rumors: [] },
  Graft: { _tag: 'Graft', rumors: [], promote: false },
  Prune: { _tag: 'Prune' },
  Probe: { _tag: 'Probe', sketch: null },
  Alive: { _tag: 'Alive', unites: false, sketch: null },
  Digest: { _tag: 'Digest', salt: 1, hashes: 1, bits: new Uint8Array(0), horizon: 0, isAnswer: false },
}

/** What a node passes on for others, or in their turn: no word of its own. */
export const passed: ReadonlySet<Message['_tag']> = new Set(['Walk', 'Forwarded', 'Acknowledge', 'Rumor'])

/** What ends the arc to whoever says it. */
export const parting: ReadonlySet<Message['_tag']> = new Set(['Unsubscribe', 'Release'])
