import { basename, dirname, relative, sep } from 'node:path'
import { type Aim, doing } from './aim.ts'
import type { Outputs } from './output.ts'

const text = (value: string): string => JSON.stringify(value)

/** A test for `node --test` that fails as long as the journal beside it leads to what is looked for. */
export const regressionTest = (aim: Aim, { journal, test }: Outputs): string =>
  [
    '// Written by gossip shrink, with the journal beside it.',
    `// It fails now, and passes once this is so: ${text(`no event ${doing(aim)}`)}.`,
    '',
    "import assert from 'node:assert/strict'",
    "import { test } from 'node:test'",
    ...imports(aim, test),
    '',
    '// Parameters that shall differ from those that the node had, as { suspicionLimit: 60 }.',
    'const config = {}',
    '',
    `test(${text(`no event ${doing(aim)}`)}, async () => {`,
    `  const run = await readRun([import.meta.dirname + ${text(`/${basename(journal)}`)}])()`,
    `  assert.equal(run._tag, 'Right', \`the journal can't be read: \${JSON.stringify(run)}\`)`,
    '  const { header, start, events } = run.right',
    '  let n = header.events',
    '  let before = { ...start, config: { ...start.config, ...config } }',
    '  for (const event of events) {',
    '    const [after, effects] = step(before, event)',
    '    n += 1',
    `    ${check(aim)}`,
    '    before = after',
    '  }',
    '})',
    '',
  ].join('\n')

const imports = (aim: Aim, place: string): ReadonlyArray<string> =>
  aim._tag === 'Invariant'
    ? ["import { invariants, step } from 'gossip'", "import { readRun } from 'gossip/node'"]
    : [
        "import { step } from 'gossip'",
        "import { readRun } from 'gossip/node'",
        `import isUnwanted from ${text(specifier(aim.file, place))}`,
      ]

const check = (aim: Aim): string => {
  const [actual, expected] =
    aim._tag === 'Invariant'
      ? [`invariants.${aim.name}.holds(after)`, true]
      : ['isUnwanted({ n, event, before, after, effects })', false]
  return `assert.equal(${actual}, ${expected}, 'event ' + n + ${text(` ${doing(aim)}`)})`
}

/** How the test imports the predicate, from wherever both lie. */
const specifier = (file: string, place: string): string => {
  const steps = relative(dirname(place), file).split(sep).map(encodeURIComponent)
  return steps[0] === '..' ? steps.join('/') : `./${steps.join('/')}`
}
