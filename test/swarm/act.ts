import { asNodeId, type Message, type NodeId } from '../../core/index.ts'
import { type Block, clog, command, cut, partition, pause, sleep } from '../../shell/simulation/index.ts'
import { below, happens } from '../../shell/simulation/luck.ts'
import { some } from './luck.ts'
import { contactsFor, end, enter, publish, release, type Scene, wake } from './scene.ts'
import { standstill } from './trouble.ts'
import type { Act } from './weight.ts'

const half = <A>({ luck }: Scene, items: ReadonlyArray<A>): ReadonlyArray<A> =>
  items.filter(() => happens(luck, 0.5))

const kindsOf = ({ options: { kinds } }: Scene): { readonly kinds?: ReadonlyArray<Message['_tag']> } =>
  kinds.length === 0 ? {} : { kinds }

const blockOf = (scene: Scene): Block | undefined => some(scene.luck, [...scene.world.blocks])

export const acts: Readonly<Record<Act, (scene: Scene, id: NodeId) => void>> = {
  enter: (scene) => {
    const id = some(
      scene.luck,
      scene.ids.filter((name) => !scene.world.lives.has(name)),
    )
    if (id !== undefined) enter(scene, id)
  },
  leave: ({ world }, id) => command(world, id, { _tag: 'Leave' }),
  crash: end,
  restart: (scene, id) => {
    end(scene, id)
    enter(scene, id)
  },
  pause: ({ world }, id) => pause(world, id),
  resume: (scene) => {
    const still = [...scene.world.lives].filter(([, { missed }]) => missed !== null)
    const id = some(scene.luck, still)?.[0]
    if (id !== undefined) wake(scene, asNodeId(id))
  },
  cut: (scene) =>
    void cut(scene.world, { from: half(scene, scene.ids), to: half(scene, scene.ids), ...kindsOf(scene) }),
  part: (scene) => {
    const left = half(scene, scene.ids)
    partition(
      scene.world,
      left,
      scene.ids.filter((id) => !left.includes(id)),
    )
  },
  clog: (scene) =>
    void clog(scene.world, { from: half(scene, scene.ids), to: half(scene, scene.ids), ...kindsOf(scene) }),
  mend: (scene) => {
    const block = blockOf(scene)
    if (block !== undefined) release(scene, block)
  },
  publish,
  seek: (scene, id) => command(scene.world, id, { _tag: 'Join', contacts: contactsFor(scene) }),
  stop: ({ world, luck, options, troubles }) => {
    sleep(world, below(luck, 3 * options.config.isolationTimeout))
    troubles.push(standstill(world.now, null))
  },
}
