/** The names of things: nodes, lives of a node, rumors. */

declare const nodeId: unique symbol
declare const boot: unique symbol

/** Where a node can be reached, as a user or a resolver writes it: over UDP `host:port` or `[v6]:port`. */
export type Address = string

/** The one address under which a node is known to all others; compared as a string, never resolved by the core. */
export type NodeId = Address & { readonly [nodeId]: true }

/** One life of a node: a positive integer, larger at every start (wall clock in ms, or the last boot + 1). */
export type Boot = number & { readonly [boot]: true }

/** A node in one of its lives. A node that restarts keeps its id and comes back with a larger boot. */
export interface Peer {
  readonly id: NodeId
  readonly boot: Boot
}

/** One published message: the `sequence`-th of its origin's life, counted from 1. */
export interface RumorId {
  readonly origin: NodeId
  readonly boot: Boot
  readonly sequence: number
}

/** Names a node. Ids that come from outside pass the codec instead, which checks them. */
// The brand exists only for the compiler, so putting it on is a cast by nature.
export const asNodeId = (text: string): NodeId => text as NodeId

/** Names a life. See {@link asNodeId}. */
// As above: the brand exists only for the compiler.
export const asBoot = (value: number): Boot => value as Boot
