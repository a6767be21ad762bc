import { expect, it } from 'vitest'
import { asNodeId, checked } from '../../core/index.ts'
import { stateOf } from '../../shell/simulation/index.ts'
import { perform } from './script.ts'
import { createStage } from './stage.ts'

it('a leaver does not send again at once what could not be handed to the network, but after a wait', () => {
  const stage = createStage()
  const story = ['node a b', 'join a', 'join b a', 'run 500ms', 'leave b']
  for (const line of story) perform(stage, line)
  const leaver = stateOf(stage.world, asNodeId('b'))
  expect(leaver.phase._tag).toBe('Leaving')
  const [after, effects] = checked(leaver, {
    _tag: 'Undeliverable',
    at: stage.world.now,
    entropy: 1,
    to: asNodeId('a'),
    reason: 'unreachable',
  })
  // Whoever answers a Send with Undeliverable as soon as it fails would otherwise go round without end.
  expect(effects.filter((effect) => effect._tag === 'Send')).toEqual([])
  expect(after.phase._tag).toBe('Leaving')
  expect(after.alarm).not.toBeNull()
})
