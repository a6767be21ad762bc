import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { asInstant, checkpointOf, fingerprintOf, type State } from '../../core/index.ts'
import { regressionTest } from '../../shell/cli/shrink/regression.ts'
import { transcribe } from '../../shell/node/journal/transcript.ts'
import { born } from '../arbitrary/run.ts'
import { config } from '../bench/config.ts'
import { project, put, ran, shrinkCommand } from '../log/project.ts'
import { headerOf } from '../log/record.ts'

const woke = { _tag: 'Woke', at: asInstant(2_000), entropy: 1 } as const

/** The journal of a node that begins in this state, and wakes. */
const journalFrom = (state: State): string => {
  const start = { state: checkpointOf(state), fingerprint: fingerprintOf(state) }
  return transcribe({ ...headerOf({ start: state, events: [] }), start }, state, [woke])
}

const sound = born(config, 1)
/** No `step` leads there. */
const broken: State = {
  ...sound,
  partialView: [{ ...sound.self, heardAt: sound.now, sequence: 1, eager: true }],
}

/** Where a journal lies, and a test of it. */
const written = (state: State) => {
  const place = project()
  const outputs = {
    journal: put(place, 'small.jsonl', journalFrom(state)),
    test: join(place, 'small.test.mjs'),
  }
  put(place, 'small.test.mjs', regressionTest({ _tag: 'Invariant', name: 'noSelfInView' }, outputs))
  return outputs
}

describe('the test of an invariant', () => {
  it('fails where an event of the journal leads to a state that breaks it', async () => {
    const { code, out } = await ran('--test', written(broken).test)
    expect(code).toBe(1)
    expect(out).toContain('event 1 breaks noSelfInView')
  })

  it('passes where none does', async () => {
    expect(await ran('--test', written(sound).test)).toMatchObject({ code: 0 })
  })

  it('fails where there is no journal to be read', async () => {
    const { journal, test } = written(sound)
    put(join(journal, '..'), 'small.jsonl', 'Dear diary,\n')
    const { code, out } = await ran('--test', test)
    expect(code).toBe(1)
    expect(out).toContain("the journal can't be read")
  })
})

it('a test imports its predicate from where that lies, whatever it is called', () => {
  const outputs = { journal: '/a/b/small.jsonl', test: '/a/b/small.test.mjs' }
  const testOf = (file: string): string =>
    regressionTest({ _tag: 'Predicate', file, predicate: () => true }, outputs)
  expect(testOf('/a/b/c.mjs')).toContain('from "./c.mjs"')
  expect(testOf('/a/b/c/d.mjs')).toContain('from "./c/d.mjs"')
  expect(testOf('/a/c.mjs')).toContain('from "../c.mjs"')
  expect(testOf('/a/b/50% of "it"?.mjs')).toContain('from "./50%25%20of%20%22it%22%3F.mjs"')
})

it('a journal that begins with a state that breaks the invariant already is not shrunk', async () => {
  const { journal } = written(broken)
  expect(await shrinkCommand(journal, '--invariant', 'noSelfInView')).toMatchObject({
    code: 1,
    err: expect.stringContaining('begins with a state that breaks noSelfInView'),
  })
})
