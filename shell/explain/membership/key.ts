import type { View } from '../../../core/index.ts'

/* The keys by which a finding is found again when it has led to something. */

/** The arc to or from a node, while it is there. */
export const arcKey = (view: View, id: string): string => `arc ${view} ${id}`
/** What shows that an arc, or a silence, was there after a part that is missing. */
export const stillKey = (view: View, id: string): string => `still ${view} ${id}`
/** How the arc to or from a node went last. */
export const goneKey = (view: View, id: string): string => `gone ${view} ${id}`
/** The arc that went last, of all in this view. */
export const lastGoneKey = (view: View): string => `gone ${view}`
/** Heartbeats to a member since it was last heard. */
export const askedKey = (id: string): string => `asked ${id}`
/** The last that a node has said itself. */
export const heardKey = (id: string): string => `heard ${id}`
/** The last sign that a node holds this one. */
export const refreshedKey = (id: string): string => `refreshed ${id}`
/** How a member was lost last: it is down, or has started anew. */
export const lostKey = (id: string): string => `lost ${id}`
/** Word of a newer life of a node. */
export const restartKey = (id: string): string => `restart ${id}`
/** The last probe to a node or an address. */
export const probeKey = (id: string): string => `probe ${id}`
/** When this node last offered itself to a seeker. */
export const offerKey = (id: string): string => `offer ${id}`
/** When this node last told another that it holds it as one of another part of the group. */
export const unityKey = (id: string): string => `unity ${id}`
/** The walks of one search of this node. */
export const walkKey = (search: number): string => `walk ${search}`
/** The subscriptions that this node has sent under one number. */
export const subscriptionKey = (number: number): string => `subscription ${number}`
/** Each time that a handover was sent. */
export const handoverKey = (handover: number): string => `handover ${handover}`
export const joinKey = 'join'
export const isolationKey = 'isolation'
export const leaveKey = 'leave'
