/* Why a node has not taken what came. */

/**
 * - `copyUnplaced`: a copy of a subscription that nobody could keep ended its walk.
 * - `copiesInFlight`: more copies wait for acknowledgement than `handoverLimit`; the message went out once.
 * - `hostLimit`: word of an arc from one more id of a host than `hostLimit`, which the InView does not take.
 * - `rumorExpired`: a rumor older than `retention`.
 * - `payloadTooLarge`: a rumor that does not fit this node's limits, which are not its origin's.
 * - `beforeJoining`: a rumor from before this node joined, which it passes on but does not deliver without `catchUp`.
 * - `fragmentsMissing`: a message of which some fragments did not come within `retention`.
 * - `assemblyLimit`: a message in fragments that had to make room for others.
 * - `retainedLimit`: rumors that can't be asked for any more before `retention` is over, to make room for `about`.
 * - `originLimit`: a rumor of an origin for which the seen set has no room.
 * - `rangeLimit`: the seen set closed its lowest gap; rumors missing there will count as seen.
 */
export type DropReason =
  | 'copyUnplaced'
  | 'copiesInFlight'
  | 'hostLimit'
  | 'rumorExpired'
  | 'payloadTooLarge'
  | 'beforeJoining'
  | 'fragmentsMissing'
  | 'assemblyLimit'
  | 'retainedLimit'
  | 'originLimit'
  | 'rangeLimit'

/**
 * - `formerLife`: the sender, or whom it speaks of, has spoken since in a newer boot.
 * - `departed`: the sender, or whom it speaks of, has left in this boot.
 * - `notYours`: it speaks in this node's name, or for a node other than its sender.
 * - `stale`: the same life of the sender has said something newer on the matter, or this very message comes once more.
 * - `inconsistent`: its parts contradict each other, or what the same sender has said before.
 */
export type RejectReason = 'formerLife' | 'departed' | 'notYours' | 'stale' | 'inconsistent'
