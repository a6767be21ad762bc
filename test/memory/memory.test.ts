import { expect } from 'vitest'
import { memoryOf } from '../../core/index.ts'
import { passages, run } from '../arbitrary/run.ts'
import { holds } from '../property/holds.ts'

holds(
  'a memory is of this life, names each other node once, and first those that this one sends to',
  [run],
  (one) => {
    for (const { after } of passages(one)) {
      const { boot, nodes } = memoryOf(after)
      const ids = nodes.map(({ id }) => id)
      expect(boot).toBe(after.self.boot)
      expect(new Set([after.self.id, ...ids]).size).toBe(ids.length + 1)
      const held = new Set([...after.partialView, ...after.inView].map(({ id }) => id))
      const limit = after.config.memoryLimit
      expect(ids.slice(0, held.size)).toEqual([...held].slice(0, limit))
      expect(ids.length).toBeLessThanOrEqual(limit)
      for (const node of nodes) expect(Object.keys(node).sort()).toEqual(['boot', 'id'])
    }
  },
)
