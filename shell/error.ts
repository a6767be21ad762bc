import type { ConfigError } from '../core/codec/config.ts'
import type { Address, NodeId } from '../core/id.ts'
import type { RefuseReason } from '../core/notice.ts'
import type { ContactPoint } from '../core/state.ts'
import { type ControlUnavailable, explainControl } from './control.ts'
import { type CredentialInvalid, type DtlsUnavailable, explainDtls } from './dtls.ts'
import { explainJournal, type JournalUnavailable, type JournalUnwritten } from './journal.ts'
import { explainKeys, type KeyError, type KeysUnavailable } from './keys.ts'
import { explainMemory, type MemoryNotice, type MemoryUnavailable } from './memory.ts'

/** Why a node could not be opened. Nothing was left open. */
export type OpenError =
  | { readonly _tag: 'ConfigInvalid'; readonly errors: ReadonlyArray<ConfigError> }
  | { readonly _tag: 'GroupInvalid'; readonly group: string; readonly limit: number }
  | { readonly _tag: 'NameUnknown'; readonly name: string; readonly code: string }
  | { readonly _tag: 'PortTaken'; readonly address: Address }
  | { readonly _tag: 'PortForbidden'; readonly address: Address }
  | { readonly _tag: 'AddressNotHere'; readonly address: Address }
  | { readonly _tag: 'NotLoopback'; readonly address: Address }
  | { readonly _tag: 'SocketFailed'; readonly address: Address; readonly code: string }
  | { readonly _tag: 'TwoCarriers' }
  | MemoryUnavailable
  | JournalUnavailable
  | KeysUnavailable
  | DtlsUnavailable
  | CredentialInvalid
  | CommandError

/** An address that nothing can be sent to, and what would be right. */
export interface AddressInvalid {
  readonly _tag: 'AddressInvalid'
  readonly address: Address
  readonly problem: string
}

/** Why a command was not carried out. The node is as it was. */
export type CommandError =
  | AddressInvalid
  | { readonly _tag: 'Refused'; readonly reason: RefuseReason; readonly detail: string }
  | { readonly _tag: 'Busy'; readonly limit: number }
  | { readonly _tag: 'Closed'; readonly id: NodeId }

/** Why `joined` did not come true in time. The node goes on trying. */
export type JoinError =
  | { readonly _tag: 'NotJoined'; readonly contacts: ReadonlyArray<ContactPoint> }
  | { readonly _tag: 'Closed'; readonly id: NodeId }

export type GossipFailure = OpenError | CommandError | JoinError | KeyError | ControlUnavailable

const refusals: Readonly<Record<RefuseReason, string>> = {
  groupBehind: 'the other nodes lack more than can be repaired at once; publish more slowly',
  noNeighbours: 'this node knows no other node yet; wait for joined(), or for somebody to join it',
  payloadTooLarge: 'the payload is larger than payloadLimit',
  leaving: 'this node leaves or has left the group; open another one',
  searching: 'this node is joining already; wait for joined()',
  tooManyContacts: 'more contacts than contactLimit; give fewer or raise it',
  noContacts: 'this node is a member already; give at least one contact',
}

const outcomes: Readonly<Record<ContactPoint['outcome'], string>> = {
  untried: 'not asked yet',
  asked: 'asked, no answer yet',
  answered: 'answered, but nobody has confirmed the subscription yet',
  silent: 'no answer',
  unresolved: 'the name does not resolve',
  unreachable: 'no way there from the bound address',
  myself: 'that is this node itself',
  subscriptionUnanswered: 'answered the search, but not the subscription',
}

/** What is wrong with where a node shall listen. */
type PlaceTrouble = Extract<
  OpenError,
  {
    readonly _tag:
      | 'NameUnknown'
      | 'PortTaken'
      | 'PortForbidden'
      | 'AddressNotHere'
      | 'NotLoopback'
      | 'SocketFailed'
  }
>

const explainPlace = (failure: PlaceTrouble): string => {
  switch (failure._tag) {
    case 'NameUnknown':
      return `the name ${failure.name} does not resolve (${failure.code}); check it, or give an IP address`
    case 'PortTaken':
      return `${failure.address} is in use already; choose another port, or 0 for any free one`
    case 'PortForbidden':
      return `${failure.address} may not be bound by this user; choose a port above 1023`
    case 'AddressNotHere':
      return `${failure.address} is no address of this machine; bind to one that is`
    case 'NotLoopback':
      return `${failure.address} is not a loopback address, and datagrams travel in the clear; give keys (see gossip keygen), or say insecure if you mean it`
    case 'SocketFailed':
      return `the socket at ${failure.address} failed: ${failure.code}`
  }
}

/** A sentence for a person: what is wrong, and what to do about it. */
export const explain = (failure: GossipFailure | MemoryNotice | JournalUnwritten): string => {
  switch (failure._tag) {
    case 'ConfigInvalid':
      return `invalid configuration: ${failure.errors.map((e) => `${e.parameter} ${e.problem}`).join('; ')}`
    case 'AddressInvalid':
      return `invalid address ${JSON.stringify(failure.address)}: ${failure.problem}`
    case 'GroupInvalid':
      return `invalid group ${JSON.stringify(failure.group)}: 1 to ${failure.limit} bytes, no spaces`
    case 'NameUnknown':
    case 'PortTaken':
    case 'PortForbidden':
    case 'AddressNotHere':
    case 'NotLoopback':
    case 'SocketFailed':
      return explainPlace(failure)
    case 'Refused':
      return `refused: ${refusals[failure.reason]}${failure.detail === '' ? '' : ` (${failure.detail})`}`
    case 'Busy':
      return `busy: ${failure.limit} calls wait already; wait for some of them`
    case 'Closed':
      return `the node ${failure.id} is closed`
    case 'NotJoined':
      return `not joined yet: ${failure.contacts.map((c) => `${c.address}: ${outcomes[c.outcome]}`).join('; ')}`
    case 'MemoryUnavailable':
    case 'MemoryUnreadable':
    case 'MemoryUnwritten':
      return explainMemory(failure)
    case 'TwoCarriers':
      return 'datagrams are sealed with keys or travel over DTLS, not both; give keys or dtls'
    case 'KeysUnavailable':
    case 'KeyRefused':
      return explainKeys(failure)
    case 'ControlUnavailable':
      return explainControl(failure)
    case 'JournalInvalid':
    case 'JournalUnavailable':
    case 'JournalUnwritten':
      return explainJournal(failure)
    case 'DtlsUnavailable':
    case 'CredentialInvalid':
      return explainDtls(failure)
  }
}

/** A failure as an exception, for those who await promises. `failure` is the same value that a TaskEither gives. */
export class GossipError extends Error {
  override readonly name = 'GossipError'
  readonly failure: GossipFailure
  constructor(failure: GossipFailure) {
    super(explain(failure))
    this.failure = failure
  }
}
