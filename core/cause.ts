/** One rule of the protocol: the section of PROTOCOL.md that states it, and what it says in a sentence. */
export interface Rule {
  readonly section: string
  readonly says: string
}

/** Why an arc came or went. Every view change is a notice that carries one of these. */
export const causes: Readonly<Record<Because, Rule>> = {
  contactAnswered: { section: '1.1', says: 'a newcomer starts with its contact in its PartialView' },
  subscribed: { section: '1.1', says: 'the contact of a newcomer is held by it, and notes it in its InView' },
  copyKept: { section: '1.3', says: 'a copy of a subscription is kept with probability 1 / (1 + view size)' },
  keeperTold: { section: '1.4', says: 'whoever keeps a node tells it, for its InView' },
  keptAtEnd: { section: '1.5', says: 'a copy that can go no further is kept by whoever holds it' },
  keptAtOnce: { section: '1.6', says: 'a contact that knows nobody else keeps the newcomer itself' },
  contactSilent: { section: '1.7', says: 'a contact that leaves a subscription unanswered is no arc' },
  restarted: { section: '1.8', says: 'arcs to a former life of a node end when a newer one speaks' },
  inViewFull: { section: '1.9', says: 'a full InView lets its stalest entry go' },
  unsubscribed: { section: '2.1', says: 'the other end of the arc has left' },
  replacement: { section: '2.1', says: 'a leaver names the node that takes its place' },
  left: { section: '2.3', says: 'this node has left' },
  heartbeatHeard: { section: '3.3', says: 'a heartbeat proves the arc that it came over' },
  heartbeatsMissed: { section: '3.3', says: 'an InView entry that no heartbeat refreshes is dropped' },
  adopted: { section: '3.4', says: 'a node with an InView but an empty PartialView takes one InView member' },
  silent: { section: '7.1', says: 'a member that answers nothing is dropped' },
  replaced: { section: '7.2', says: 'a node that a walk has found takes the place of a lost member' },
  restored: { section: '9.2', says: 'a member that was dropped answers again' },
  swapped: { section: '9.2', says: 'a member drawn at random makes room for one that answers again' },
  healed: {
    section: '9.3',
    says: 'a node without members, or from another part of the group, takes who answers a probe',
  },
  exchanged: { section: '6.1', says: 'a renewed subscription exchanges an old holder for a new one' },
}

export type Because =
  | 'contactAnswered'
  | 'subscribed'
  | 'copyKept'
  | 'keeperTold'
  | 'keptAtEnd'
  | 'keptAtOnce'
  | 'contactSilent'
  | 'restarted'
  | 'inViewFull'
  | 'unsubscribed'
  | 'replacement'
  | 'left'
  | 'heartbeatHeard'
  | 'heartbeatsMissed'
  | 'adopted'
  | 'silent'
  | 'replaced'
  | 'restored'
  | 'swapped'
  | 'healed'
  | 'exchanged'
