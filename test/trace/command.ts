import {
  command,
  crash,
  cut,
  free,
  heal,
  partition,
  pause,
  resume,
  run,
  sleep,
  start,
} from '../../shell/simulation/index.ts'
import { plain } from '../arbitrary/config.ts'
import { durationOf, idOf, kindOf, linkOf, partsOf, payloadOf, wholeOf } from './argument.ts'
import { configOf, reseed, rules, type Stage } from './stage.ts'
import { peerText } from './wording.ts'

type Words = ReadonlyArray<string>

/** Does what the words ask for, and returns what it has to say beside what happens. */
type Command = (stage: Stage, words: Words) => Words

/** A command that has nothing to say. */
const act =
  (action: (stage: Stage, words: Words) => void): Command =>
  (stage, words) => {
    action(stage, words)
    return []
  }

const views: Command = ({ world }) => {
  const list = (view: ReadonlyArray<Parameters<typeof peerText>[0]>): string => view.map(peerText).join(' ')
  return [...world.lives.values()].map(({ state }) =>
    [
      `  ${peerText(state.self).padEnd(4)}`,
      state.phase._tag.padEnd(12),
      `PartialView: ${list(state.partialView)}`.padEnd(28),
      `InView: ${list(state.inView)}`,
    ]
      .join('')
      .trimEnd(),
  )
}

/** The commands by their first words; `script.ts` explains them. */
export const commands: Readonly<Record<string, Command>> = {
  seed: act((stage, [seed]) => reseed(stage, wholeOf(seed))),
  config: act((stage, [name, value]) => {
    if (name === undefined || value === undefined) throw new Error('config needs a parameter and its value')
    stage.parameters = { ...stage.parameters, [name]: name === 'profile' ? value : wholeOf(value) }
  }),
  plain: act((stage) => {
    stage.parameters = { ...stage.parameters, ...plain }
  }),
  quiet: act((stage, kinds) => {
    stage.quiet = new Set([...stage.quiet, ...kinds.map(kindOf)])
  }),
  loud: act((stage) => {
    stage.quiet = new Set()
  }),
  hide: act((stage) => {
    stage.isHidden = true
  }),
  show: act((stage) => {
    stage.isHidden = false
  }),
  node: act((stage, ids) => {
    for (const id of ids) start(stage.world, idOf(id), configOf(stage))
  }),
  join: act(({ world }, [id, ...contacts]) => command(world, idOf(id), { _tag: 'Join', contacts })),
  leave: act(({ world }, [id]) => command(world, idOf(id), { _tag: 'Leave' })),
  publish: act(({ world }, [id, ...text]) =>
    command(world, idOf(id), { _tag: 'Publish', payload: payloadOf(text) }),
  ),
  run: act(({ world }, [duration]) => run(world, durationOf(duration))),
  sleep: act(({ world }, [duration]) => sleep(world, durationOf(duration))),
  pause: act(({ world }, [id]) => pause(world, idOf(id))),
  resume: act(({ world }, [id]) => resume(world, idOf(id))),
  drop: act(({ world, blocks }, [link = '', kind]) => {
    const [from, to] = linkOf(link)
    const kinds = kind === undefined ? {} : { kinds: [kindOf(kind)] }
    blocks.set(link, [...(blocks.get(link) ?? []), cut(world, { from: [from], to: [to], ...kinds })])
  }),
  part: act(({ world }, words) => {
    const [left, right] = partsOf(words)
    partition(world, left, right)
  }),
  heal: act(({ world, blocks }, [link]) => {
    if (link === undefined) heal(world)
    for (const block of blocks.get(link ?? '') ?? []) free(world, block)
    blocks.delete(link ?? '')
  }),
  crash: act(({ world }, [id]) => crash(world, idOf(id))),
  restart: act((stage, [id]) => {
    if (stage.world.lives.has(idOf(id))) crash(stage.world, idOf(id))
    start(stage.world, idOf(id), configOf(stage))
  }),
  views,
  rules,
}
