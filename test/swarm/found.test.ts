import { describe, expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import {
  command,
  crash,
  createWorld,
  faultless,
  restart,
  run,
  settle,
  start,
  stateOf,
  type World,
} from '../../shell/simulation/index.ts'
import { configOf } from '../arbitrary/config.ts'
import { ann, bob, record, steps } from '../simulation/pair.ts'

const cat = asNodeId('cat')

const config = configOf({ profile: 'local' })

describe('what the swarm has found', () => {
  /** Ann has founded a group and is alone; Bob has joined Cat, who has crashed. */
  const stranded = (): World => {
    const world = createWorld({ seed: 1 })
    for (const id of [ann, bob, cat]) start(world, id, config)
    for (const id of [ann, cat]) command(world, id, { _tag: 'Join', contacts: [] })
    command(world, bob, { _tag: 'Join', contacts: [cat] })
    if (!settle(world, () => stateOf(world, bob).phase._tag === 'Member')) throw new Error('bob cannot join')
    crash(world, cat)
    return world
  }

  it('a founder through whom somebody joins who keeps another view is a member, and gets itself held', () => {
    const world = stranded()
    // Bob holds Cat still, and so not his contact.
    command(world, bob, { _tag: 'Join', contacts: [ann] })
    run(world, 10 * config.isolationTimeout)
    expect(stateOf(world, ann).partialView.map(({ id }) => id)).toEqual([bob])
    expect(stateOf(world, ann).phase._tag).toBe('Member')
    expect(stateOf(world, bob).partialView.map(({ id }) => id)).toContain(ann)
  })

  it("a walk of one's own former life comes from the past, not from somebody who lies", () => {
    const world = createWorld({ seed: 1, network: { ...faultless, delays: [10] } })
    start(world, ann, config)
    command(world, ann, { _tag: 'Join', contacts: [ann] })
    restart(world, ann)
    const occurrences = record(world)
    run(world, 10)
    const notices = steps(occurrences).flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect._tag === 'Notify' ? [effect.notice] : [])),
    )
    expect(notices).toEqual([{ _tag: 'Rejected', from: ann, message: 'Walk', reason: 'formerLife' }])
  })
})
