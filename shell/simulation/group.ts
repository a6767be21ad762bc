import type { Config } from '../../core/config.ts'
import { asNodeId, type NodeId } from '../../core/id.ts'
import { below, type Luck, luckOf } from './luck.ts'
import { command, crash, start } from './node.ts'
import { settle } from './run.ts'
import { stateOf, type World } from './world.ts'

/** Members of a world of one configuration, who come and go one at a time. */
export interface Group {
  readonly world: World
  readonly config: Config
  /** Whom a newcomer knows: any member drawn uniformly, the founder, or who joined last. */
  readonly contact: 'uniform' | 'first' | 'latest'
  /** Who has joined and not left; the founder first, and whoever joined last at the end. */
  readonly members: NodeId[]
  readonly choice: Luck
}

export const createGroup = (world: World, config: Config, contact: Group['contact'] = 'uniform'): Group => ({
  world,
  config,
  contact,
  members: [],
  choice: luckOf(world.seed, -1),
})

/** An index below `size`, drawn uniformly by the world's seed. */
export const pick = ({ choice }: Group, size: number): number => below(choice, size)

const contactOf = (group: Group): NodeId | undefined => {
  const { members, contact } = group
  if (contact === 'first') return members[0]
  return contact === 'latest' ? members.at(-1) : members[pick(group, members.length)]
}

/** Starts a node that joins, without waiting for it to be a member. */
export const join = (group: Group): NodeId => {
  const { world, config, members } = group
  const id = asNodeId(`n${world.starts.size}`)
  const contact = members.length === 0 ? undefined : contactOf(group)
  start(world, id, config)
  command(world, id, { _tag: 'Join', contacts: contact === undefined ? [] : [contact] })
  members.push(id)
  return id
}

/** Lets one node join, and waits until all that it set off has come to rest. */
export const joinOne = (group: Group): void => {
  const { world, members } = group
  const isFounder = members.length === 0
  const id = join(group)
  const isIn = (): boolean => isFounder || stateOf(world, id).phase._tag === 'Member'
  if (!settle(world, isIn)) throw new Error(`${id} could not join`)
}

/** Lets a member drawn uniformly leave, and waits until it is gone. */
export const leaveOne = (group: Group): void => {
  const { world, members } = group
  const [leaver] = members.splice(pick(group, members.length), 1)
  if (leaver === undefined) return
  command(world, leaver, { _tag: 'Leave' })
  if (!settle(world, () => stateOf(world, leaver).phase._tag === 'Gone'))
    throw new Error(`${leaver} could not leave`)
  crash(world, leaver)
}

/** Crashes `count` members, drawn uniformly, at once; says whom. */
export const crashSome = (group: Group, count: number): ReadonlyArray<NodeId> => {
  const { world, members } = group
  return Array.from({ length: Math.min(count, members.length) }, () => {
    const [victim] = members.splice(pick(group, members.length), 1)
    if (victim === undefined) throw new Error('nobody is left')
    crash(world, victim)
    return victim
  })
}
