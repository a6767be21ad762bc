import { defineConfig } from 'vitest/config'

// One seed for the whole run: printed by the summary, and set by GOSSIP_SEED to repeat a run.
const seed = process.env['GOSSIP_SEED'] ?? String(Date.now() % 0x7fff_ffff)

// What changes modules, or what is loaded once in a process, would change it for the files after it.
const alone = '**/*.alone.test.ts'

export default defineConfig({
  root: import.meta.dirname,
  test: {
    setupFiles: ['./setup.ts'],
    reporters: ['default', './summary.ts'],
    env: { GOSSIP_SEED: seed },
    // Vitest would leave one core idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    // Far more than any test needs: none may fail by the machine's speed.
    testTimeout: 120_000,
    hookTimeout: 60_000,
    projects: [
      // One process for many files, each of which would load the same modules again.
      {
        extends: true,
        test: { name: 'shared', include: ['**/*.test.ts'], exclude: [alone], isolate: false },
      },
      { extends: true, test: { name: 'alone', include: [alone] } },
      { extends: true, test: { name: 'slow', include: ['**/*.slow.ts'] } },
    ],
  },
})
