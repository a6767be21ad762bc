import { expect, it } from 'vitest'
import { asNodeId } from '../../core/index.ts'
import { stateOf } from '../../shell/simulation/index.ts'
import { perform } from './script.ts'
import { createStage } from './stage.ts'

it('a holder that was told of the leaving does not keep a copy of the leaver when it can go no further', () => {
  const stage = createStage()
  const story = [
    'seed 2',
    'config copies 1',
    'config indirectionBudget 0',
    'node a b c',
    'join a',
    'join b a',
    'run 500ms',
    // b keeps one copy of c's subscription, and passes the other one on, in vain.
    'drop b->a Forwarded',
    'join c a',
    'run 60ms',
    'leave c',
    'run 50ms',
  ]
  for (const line of story) perform(stage, line)
  const b = asNodeId('b')
  expect(stateOf(stage.world, b).handover.pending.map((entry) => entry.message._tag)).toEqual(['Forwarded'])
  perform(stage, 'run 4s')
  expect(stateOf(stage.world, b).partialView.map((peer) => peer.id)).toEqual(['a'])
})
