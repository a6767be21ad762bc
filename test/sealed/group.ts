import { type Keys, keysOf, type Node } from '../../shell/node/index.ts'
import { openNode } from '../shell/node.ts'

/** Opens a founder with these keys, and nodes that join it, each with keys of its own that are the same. */
export const openGroup = async (
  key: string,
  size: number,
): Promise<ReadonlyArray<{ node: Node; keys: Keys }>> => {
  const group: Array<{ node: Node; keys: Keys }> = []
  for (let at = 0; at < size; at++) {
    const keys = keysOf(key)
    const node = await openNode({ keys, join: group.slice(0, 1).map((member) => member.node.id) })
    await node.joined()
    group.push({ node, keys })
  }
  return group
}
