import type { NodeId, Notice } from '../../core/index.ts'
import type { World } from '../../shell/simulation/index.ts'
import { told } from '../arbitrary/say.ts'

/** What the nodes of a world tell their applications from now on. */
export interface Notices {
  readonly all: <T extends Notice['_tag']>(tag: T) => ReadonlyArray<Told<T>>
  readonly of: <T extends Notice['_tag']>(node: NodeId, tag: T) => ReadonlyArray<Told<T>>
}

export interface Told<T extends Notice['_tag']> {
  readonly node: NodeId
  readonly at: number
  readonly notice: Extract<Notice, { readonly _tag: T }>
}

/** Listens to a world beside whoever listens already. */
export const notices = (world: World): Notices => {
  const heard: Told<Notice['_tag']>[] = []
  const before = world.observe
  world.observe = (occurrence) => {
    before?.(occurrence)
    if (occurrence._tag !== 'Stepped') return
    for (const effect of occurrence.effects) {
      if (effect._tag === 'Notify')
        heard.push({ node: occurrence.self.id, at: world.now, notice: effect.notice })
    }
  }
  const all: Notices['all'] = (tag) =>
    heard.flatMap(({ node, at, notice }) =>
      told([{ _tag: 'Notify', notice }], tag).map((one) => ({ node, at, notice: one })),
    )
  return { all, of: (id, tag) => all(tag).filter(({ node }) => node === id) }
}
