import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

/* The tests that take longest, for `npm run test:slow`. */
export default defineConfig({ ...base, test: { ...base.test, include: ['**/*.slow.ts'] } })
