import type { Peer, RumorId } from '../../../core/index.ts'
import type { Told, What } from '../../merge/moment.ts'
import type { Placed } from '../../merge/order.ts'
import { count } from '../wording.ts'
import { type Naming, rumorName } from './naming.ts'

/** What happened, as in “node a wakes”. `isRepeated` says that the network has doubled what is received. */
export const sayWhat = ({ moment: { what }, cause }: Placed, isRepeated: boolean, name: Naming): string => {
  // Looked up by the tag of the very event that it gets, which TypeScript cannot see.
  if (what._tag !== 'Received') return plain[what._tag](what as never)
  const from = name({ id: what.from, boot: what.boot })
  const origin = cause === null ? 'not recorded' : `#${cause.sent.n}`
  const content = what.rumor === null ? what.message : `${what.message} ${rumorName(what.rumor)}`
  return `receives ${content} from ${from} (${origin}${isRepeated ? ', again' : ''})`
}

type Plain = Exclude<What, { readonly _tag: 'Received' }>

const plain: { readonly [T in Plain['_tag']]: (what: Extract<Plain, { readonly _tag: T }>) => string } = {
  Woke: () => 'wakes',
  Join: ({ contacts }) => (contacts.length === 0 ? 'joins nobody' : `joins through ${contacts.join(', ')}`),
  Leave: () => 'leaves',
  Publish: ({ bytes }) => `publishes ${count(bytes, 'byte')}`,
  Undeliverable: ({ to, reason }) => `can’t reach ${to}: ${reason}`,
}

/** What the node told its application. */
// Looked up by the tag of the very notice that it gets, which TypeScript cannot see.
export const sayNotice = (notice: Told): string => notices[notice._tag](notice as never)

const about = (subject: RumorId | Peer | null): string =>
  subject === null ? '' : ` (${'origin' in subject ? rumorName(subject) : subject.id})`

const notices: { readonly [T in Told['_tag']]: (notice: Extract<Told, { readonly _tag: T }>) => string } = {
  Delivered: ({ rumor, hops, bytes }) =>
    `delivers ${rumorName(rumor)}: ${count(bytes, 'byte')}, ${count(hops, 'hop')}`,
  Published: ({ rumor, copies }) => `published as ${rumorName(rumor)}: ${copies} sent`,
  ArcAdded: ({ view, peer, because }) => `${view} + ${peer.id} (${because})`,
  ArcRemoved: ({ view, peer, because }) => `${view} - ${peer.id} (${because})`,
  Searching: ({ at, attempt }) => `looks for a contact at ${at}, attempt ${attempt}`,
  ContactFailed: ({ address, reason }) => `contact ${address} failed: ${reason}`,
  Founded: () => 'founds a group',
  Joined: ({ through }) => `has joined through ${through}`,
  SizeEstimated: ({ size }) => `estimates ${count(size, 'member')}`,
  Isolated: () => 'is isolated',
  Down: ({ peer }) => `reports ${peer.id} down`,
  Up: ({ peer }) => `reports ${peer.id} up`,
  Behind: () => 'members are behind',
  CaughtUp: () => 'members have caught up',
  Left: ({ unacknowledged }) =>
    unacknowledged.length === 0 ? 'has left' : `has left, unheard by ${unacknowledged.join(', ')}`,
  Dropped: ({ reason, from, about: subject }) => `drops what is from ${from}: ${reason}${about(subject)}`,
  Rejected: ({ message, from, reason }) => `rejects ${message} from ${from}: ${reason}`,
  Refused: ({ command, reason }) => `refuses ${command}: ${reason}`,
}
