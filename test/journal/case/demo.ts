import { faultsOf } from '../../reliability/case.ts'
import type { JournalCase } from '../case.ts'
import { gossip } from '../node.ts'
import { judge, record } from '../recording.ts'

export const demo: JournalCase = {
  name: 'demo',
  promise: 'a run of the demo with kills and leaves is replayed bit for bit, file by file',
  run: async ({ seed, isShort, folder }) => {
    const nodes = isShort ? 10 : 30
    const files = await record({ nodes, messages: isShort ? 50 : 500, seed, folder })
    const { events, checks, faults } = await judge(files)
    const { out } = await gossip(['replay', ...files, '--json'])
    // What the command promises to print.
    const { seconds } = JSON.parse(out) as { readonly seconds: number }
    return {
      figures: {
        'nodes recorded': files.length,
        events,
        'fingerprints that agree': checks,
        'events replayed a second': Math.round(events / seconds),
      },
      faults: [
        ...faults,
        ...faultsOf([
          [files.length === nodes, `${nodes} nodes were recorded`],
          [checks > 2 * nodes, 'fingerprints were compared'],
        ]),
      ],
    }
  },
}
