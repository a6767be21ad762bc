import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalCase } from '../case.ts'
import { versionOf } from '../node.ts'
import { judge, record } from '../recording.ts'

const MAJORS = [20, 22, 24]

export const majors: JournalCase = {
  name: 'majors',
  promise: 'what one major version of Node.js records, the others replay bit for bit',
  run: async ({ seed, isShort, folder }) => {
    const figures: Record<string, string> = {}
    const faults: string[] = []
    const others = MAJORS.filter((major) => !process.version.startsWith(`v${major}.`))
    const size = { nodes: isShort ? 5 : 15, messages: isShort ? 20 : 200, seed }
    const own = join(folder, 'this')
    await mkdir(own)
    const ours = await record({ ...size, folder: own })
    for (const major of others) {
      const version = await versionOf(major)
      const place = join(folder, version)
      await mkdir(place)
      const theirs = await record({ ...size, folder: place }, major)
      const [here, there] = [await judge(theirs), await judge(ours, major)]
      figures[`recorded by ${version}, replayed by ${process.version}`] =
        `${here.events} events, ${here.checks} fingerprints`
      figures[`recorded by ${process.version}, replayed by ${version}`] =
        `${there.events} events, ${there.checks} fingerprints`
      faults.push(...here.faults, ...there.faults)
      if (!version.startsWith(`v${major}.`)) faults.push(`npx gave ${version} for node@${major}`)
    }
    return { figures, faults }
  },
}
