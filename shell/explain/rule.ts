import type { DropReason, RejectReason, Rule } from '../../core/index.ts'

/* The rules of the protocol that views do not change by; those by which they do are `causes`. */

const rule = (section: string, says: string): Rule => ({ section, says })

export const membershipRules: Readonly<Record<MembershipRule, Rule>> = {
  search: rule('1.7', 'a walk is sent, over the known addresses in turn, until a contact answers'),
  offer: rule('5', 'the node where a walk ends offers itself to the seeker'),
  subscription: rule('1.1', 'a newcomer sends its subscription to the first contact that answers'),
  spreading: rule('1.2', 'a contact sends copies of a subscription to its members'),
  copy: rule('1.3', 'a copy of a subscription is kept with probability 1 / (1 + view size), else sent on'),
  keeping: rule('1.4', 'whoever keeps a node tells it'),
  handover: rule('1.8', 'what moves an arc is repeated until it is acknowledged, or given up'),
  farewell: rule('2.1', 'a leaver tells the ends of its arcs, and names who takes its place'),
  isolation: rule('3.2', 'a node that hears no heartbeat for the timeout subscribes again'),
  renewal: rule('6.1', 'a renewed subscription finds new holders, and asks old ones to let go'),
  heartbeat: rule('7.1', 'a heartbeat is answered, or asked again'),
  down: rule('7.1', 'who has answered nothing for the limit is dropped'),
  replacement: rule('7.2', 'a walk finds a node for the place of a lost member'),
  up: rule('7.3', 'a member that was dropped is down until it speaks itself in the same life'),
  probe: rule('9.1', 'remembered nodes are probed'),
  solitude: rule('9.3', 'a node without members takes who answers a probe'),
  unity: rule('9.4', 'who is from another part of the group is held, and told so'),
  exchange: rule('9.4', 'a member drawn at random makes room for one of another part of the group'),
  restart: rule('1.8', 'a newer life knows nothing of the arcs of the one before'),
  successor: rule('1.8', 'arcs to a former life of a node end when word of a newer one comes'),
}

export type MembershipRule =
  | 'search'
  | 'offer'
  | 'subscription'
  | 'spreading'
  | 'copy'
  | 'keeping'
  | 'handover'
  | 'farewell'
  | 'isolation'
  | 'renewal'
  | 'heartbeat'
  | 'down'
  | 'replacement'
  | 'up'
  | 'probe'
  | 'solitude'
  | 'unity'
  | 'exchange'
  | 'restart'
  | 'successor'

export const rejections: Readonly<Record<RejectReason, Rule | null>> = {
  formerLife: rule('1.8', 'what a former life has sent is rejected'),
  stale: rule('10.2', 'what its sender has said before its last word counts no more'),
  departed: rule('2.2', 'late word of a leaver does not bring it back'),
  notYours: null,
  inconsistent: null,
}

export const rumorRules: Readonly<Record<RumorRule, Rule>> = {
  publication: rule('4.1', 'an origin sends a rumor to its whole PartialView'),
  flood: rule('4.1', 'who receives a rumor for the first time delivers it and passes it on'),
  eager: rule('8.2', 'rumors are pushed over eager arcs'),
  duplicate: rule('8.2', 'a copy too many over an eager arc makes that arc lazy'),
  word: rule('8.2', 'over lazy arcs goes word of a rumor'),
  graft: rule('8.2', 'what was announced and has not come is asked for'),
  digest: rule('8.3', 'a node pushes what it keeps and a digest lacks'),
  fragments: rule('8.4', 'a message in fragments is delivered when all are there'),
}

export type RumorRule =
  | 'publication'
  | 'flood'
  | 'eager'
  | 'duplicate'
  | 'word'
  | 'graft'
  | 'digest'
  | 'fragments'

export const drops: Readonly<Record<DropReason, Rule>> = {
  copyUnplaced: rule('1.5', 'a copy that can go no further and may not be kept is dropped'),
  copiesInFlight: rule('1.8', 'no more handovers wait for acknowledgement than `handoverLimit`'),
  rumorExpired: rule('4.3', 'a rumor older than `retention` is not accepted'),
  payloadTooLarge: rule('8.4', 'a payload over this node’s limits is not accepted'),
  beforeJoining: rule('8.1', 'a newcomer passes on what is older than its joining, and does not deliver it'),
  fragmentsMissing: rule('8.4', 'a message that misses a fragment past `retention` is given up'),
  assemblyLimit: rule('8.4', 'messages in fragments make room for each other'),
  retainedLimit: rule('8.1', 'where there is no room, the rumors that came first are let go'),
  hostLimit: rule('10.4', 'a view takes only so many nodes of one host'),
  originLimit: rule('4.2', 'a rumor of an origin for which there is no room is dropped'),
  rangeLimit: rule('4.2', 'where an origin leaves too many gaps, the lowest counts as seen'),
}
