import type { Reporter, TestModule } from 'vitest/node'

/** Ends every run with the seed that repeats it and one plain line of counts. */
export default class Summary implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length
    // A file that could not be loaded holds no test, but it is a failure all the same.
    const unloaded = modules.filter((module) => module.errors().length > 0).length
    const seed = modules[0]?.project.config.env['GOSSIP_SEED'] ?? 'unknown'
    process.stdout.write(`\nseed ${seed}; repeat with: GOSSIP_SEED=${seed} npm test\n`)
    process.stdout.write(
      `${count('passed')} passed, ${count('failed') + unloaded} failed, ${count('skipped')} skipped\n`,
    )
  }
}
