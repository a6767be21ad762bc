import * as Either from 'fp-ts/lib/Either.js'
import {
  type Config,
  type ConfigInput,
  checked,
  type NodeId,
  parseConfig,
  type step,
} from '../../core/index.ts'
import {
  components,
  createGroup,
  createWorld,
  type Group,
  join,
  type Network,
  overlay,
  run,
  stateOf,
  statesOf,
  type World,
} from '../../shell/simulation/index.ts'

/** Nodes as users run them: the defaults of the profile `lan`, and every state checked by the invariants. */
export const configOf = (input: ConfigInput = {}): Config => {
  const parsed = parseConfig(input)
  if (Either.isLeft(parsed)) throw new Error(parsed.left.map((error) => error.problem).join('; '))
  return parsed.right
}

const STEP = 50

const SETTLING = 500

/** From 5 to 50 ms, all as likely. */
export const uniformDelays: Network['delays'] = Array.from({ length: 46 }, (_, index) => 5 + index)

export const networkOf = (loss: number): Network => ({
  delays: uniformDelays,
  loss,
  duplication: 0,
  reordering: 0,
})

/** A group that was grown one join at a time. */
export const grown = (
  seed: number,
  nodes: number,
  loss: number,
  input: ConfigInput = {},
  drive: typeof step = checked,
): Group => {
  const world = createWorld({ seed, network: networkOf(loss), step: drive })
  const group = createGroup(world, configOf(input))
  while (group.members.length < nodes) settleIn(group)
  return group
}

/** Lets one node join, and its copies find their places. */
const settleIn = (group: Group): void => {
  const { world } = group
  const id = join(group)
  const isFounder = group.members.length === 1
  while (!isFounder && stateOf(world, id).phase._tag !== 'Member') run(world, STEP)
  run(world, SETTLING)
}

export const meanView = (world: World): number => {
  const states = statesOf(world)
  return states.reduce((sum, { partialView }) => sum + partialView.length, 0) / Math.max(1, states.length)
}

/** Whether all nodes can reach each other over the arcs there are. */
export const isWhole = (world: World): boolean => components(overlay(world)).length <= 1

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))

export const memberAt = ({ members }: Group, index: number): NodeId => {
  const member = members[index]
  if (member === undefined) throw new Error(`there is no member ${index}`)
  return member
}
