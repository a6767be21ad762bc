import { asNodeId, type NodeId } from '../../../core/index.ts'
import {
  command,
  components,
  crash,
  crashSome,
  type Group,
  lawfulMean,
  overlay,
  pick,
  run,
  start,
  stateOf,
} from '../../../shell/simulation/index.ts'
import { type Case, faultsOf } from '../case.ts'
import { grown, isWhole, meanView, memberAt, networkOf, rounded } from '../crowd.ts'

const NODES = { full: 200, short: 120 }
const MINUTES = { full: 10, short: 3 }
const LOSS = 0.2
const REST = 60_000
const CONTACTS = 3

/** Who has said good-bye is gone as soon as all know, or the time for it is over. */
const bury = ({ world }: Group, leavers: ReadonlyArray<NodeId>): ReadonlyArray<NodeId> =>
  leavers.filter((leaver) => {
    const isGone = stateOf(world, leaver).phase._tag === 'Gone'
    if (isGone) crash(world, leaver)
    return !isGone
  })

const leave = (group: Group): ReadonlyArray<NodeId> => {
  const leaver = group.members.splice(pick(group, group.members.length), 1)
  for (const id of leaver) command(group.world, id, { _tag: 'Leave' })
  return leaver
}

/** A newcomer that knew one member alone could never join if that one crashes before it answers. */
const enter = (group: Group): void => {
  const { world, members, config } = group
  const id = asNodeId(`n${world.starts.size}`)
  const contacts = Array.from({ length: CONTACTS }, () => memberAt(group, pick(group, members.length)))
  start(world, id, config)
  command(world, id, { _tag: 'Join', contacts })
  members.push(id)
}

export const churn: Case = {
  name: 'churn',
  promise:
    '200 nodes, a fifth of them replaced each minute, half by crashes, 20 % loss, for 10 minutes: at rest one component, mean view within 20 % of the law',
  run: (seed, scale) => {
    const nodes = NODES[scale]
    // A fifth of the group comes and goes each minute, half of those who go without a word.
    const changes = nodes / 5
    const group = grown(seed, nodes, 0)
    const { world } = group
    let leavers: ReadonlyArray<NodeId> = []
    world.network = networkOf(LOSS)
    for (let change = 0; change < MINUTES[scale] * changes; change++) {
      if (change % 2 === 0) crashSome(group, 1)
      else leavers = [...leavers, ...leave(group)]
      enter(group)
      run(world, 60_000 / changes)
      leavers = bury(group, leavers)
    }
    const during = components(overlay(world))[0] ?? 0
    run(world, REST)
    bury(group, leavers)
    const law = lawfulMean(nodes, group.config.copies)
    const mean = meanView(world)
    return {
      figures: {
        'in the largest component at the end of the churn': during,
        'components at rest': components(overlay(world)).length,
        'mean view at rest': rounded(mean),
        law: rounded(law),
      },
      faults: faultsOf([
        [isWhole(world), 'not one component'],
        [Math.abs(mean / law - 1) <= 0.2, 'mean view more than 20 % off the law'],
      ]),
    }
  },
}
