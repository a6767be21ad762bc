import type { Message } from '../../core/message.ts'
import { fly } from './interpreter.ts'
import type { Block, World } from './world.ts'

/** Which datagrams a fault is about: those from some nodes, to some nodes, of some kinds; all where nothing is said. */
export interface Where {
  readonly from?: Iterable<string>
  readonly to?: Iterable<string>
  readonly kinds?: Iterable<Message['_tag']>
}

const setOf = <A>(items: Iterable<A> | undefined): ReadonlySet<A> | null =>
  items === undefined ? null : new Set(items)

const add = (world: World, { from, to, kinds }: Where, held: Block['held']): Block => {
  const block = { from: setOf(from), to: setOf(to), kinds: setOf(kinds), held }
  world.blocks.add(block)
  return block
}

/** From now on these datagrams are lost: a partition in one direction. */
export const cut = (world: World, where: Where): Block => add(world, where, null)

/** A partition in both directions. */
export const partition = (
  world: World,
  left: Iterable<string>,
  right: Iterable<string>,
): ReadonlyArray<Block> => [cut(world, { from: left, to: right }), cut(world, { from: right, to: left })]

/** From now on these datagrams wait, in their order, until the link is freed: a clogged link. */
export const clog = (world: World, where: Where): Block => add(world, where, [])

/** Ends a fault. What has waited sets out now. */
export const free = (world: World, block: Block): void => {
  world.blocks.delete(block)
  for (const mail of block.held ?? []) {
    world.flying -= 1
    fly(world, mail, world.network.delays[0] ?? 0)
  }
}

/** Ends all faults of links, and makes the network carry everything as it should. */
export const heal = (world: World): void => {
  for (const block of [...world.blocks]) free(world, block)
  world.network = { ...world.network, loss: 0, duplication: 0, reordering: 0 }
}
