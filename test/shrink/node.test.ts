import { join } from 'node:path'
import { expect, it } from 'vitest'
import { project, put, ran, shrinkCommand, verdict } from '../log/project.ts'

const DOWN = `export default ({ effects }) =>
  effects.some((effect) => effect._tag === 'Notify' && effect.notice._tag === 'Down')\n`

/** A node whose only neighbour falls silent, once it has published much. */
const STORY = `
  import { open } from 'gossip/node'
  const config = { profile: 'local' }
  const founder = await open({ bind: '127.0.0.1:0', config, journal: { file: process.argv[2] } })
  const isSaid = async (notices, isMeant) => {
    for await (const notice of notices) if (isMeant(notice)) return
  }
  const isHeld = isSaid(founder.notices(), ({ _tag, view }) => _tag === 'ArcAdded' && view === 'PartialView')
  const joiner = await open({ bind: '127.0.0.1:0', config, join: [founder.id] })
  await Promise.all([joiner.joined(), isHeld])
  for (let at = 0; at < 100; at++) await joiner.publish(new TextEncoder().encode('hello ' + at))
  const isLost = isSaid(founder.notices(), ({ _tag }) => _tag === 'Down')
  await joiner.close()
  await isLost
  await founder.close()`

it('a journal of a node whose neighbour has gone is shrunk to how it lost it, with a test that fails until it does not', async () => {
  const place = project()
  const journal = join(place, 'founder.jsonl')
  expect(await ran(put(place, 'record.mjs', STORY), journal)).toMatchObject({ code: 0 })
  const predicate = put(place, 'down.mjs', DOWN)
  const { code, out } = await shrinkCommand(journal, '--predicate', predicate)
  expect(code).toBe(0)
  const [small, test] = [join(place, 'founder.shrunk.jsonl'), join(place, 'founder.shrunk.test.mjs')]
  expect(out).toContain(`written: ${small}\n`)
  expect(out).toContain(`written: ${test}, which fails now, and passes once this no longer happens\n`)
  expect(out).toContain(`node --test ${test}`)

  const whole = await verdict(journal)
  const replayed = await verdict(small)
  expect(replayed).toMatchObject({ divergence: null, violation: null, unchecked: 0 })
  expect(replayed.checks).toBe(replayed.events)
  expect(out).toContain(`${whole.events.toLocaleString('en')} events before, ${replayed.events} after`)
  expect(replayed.events).toBeLessThan(whole.events / 2)

  const failing = await ran('--test', test)
  expect(failing.code).toBe(1)
  expect(failing.out).toContain(`event ${replayed.events} is what ${predicate} looks for`)
  put(place, 'down.mjs', 'export default () => false\n')
  expect(await ran('--test', test)).toMatchObject({ code: 0 })
})
