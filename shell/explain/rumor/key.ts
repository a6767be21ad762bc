import type { NodeId } from '../../../core/index.ts'

/* The keys by which a trace is found again when it has led to something. */

/** The first copy that came, or was made here. */
export const copyKey = (sequence: number): string => `copy ${sequence}`
/** Word of it from a node. */
export const wordKey = (from: NodeId, sequence: number): string => `word ${from} ${sequence}`
/** Questions to a node for it. */
export const questionKey = (to: NodeId, sequence: number): string => `question ${to} ${sequence}`
/** Word of it to a node. */
export const announcedKey = (to: NodeId, sequence: number): string => `announced ${to} ${sequence}`
/** Digests that a node was shown. */
export const digestKey = (to: NodeId): string => `digest ${to}`
