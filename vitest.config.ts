import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ALIAS } from './build/target.ts'
import { isPostgresHere } from './e2e/support/postgres.ts'

const NEEDS_POSTGRES = ['src/server/postgres*.test.ts', 'src/testing/sim/postgres.test.ts']
/** What the server promises holds over both engines. */
const OVER_POSTGRES = [
  'account-acts',
  'admin',
  'claims',
  'claims-desk',
  'compact',
  'database',
  'due',
  'feed',
  'held',
  'history',
  'hostile',
  'http',
  'passphrase',
  'permission',
  'permission-tasks',
  'poke',
  'push',
  'redraws',
  'session',
  'setup',
  'split',
  'steps',
  'sync',
  'too-large',
]

const sqlite = {
  extends: true as const,
  test: {
    name: 'sqlite',
    include: [
      'src/**/*.test.ts',
      'src/**/*.test.tsx',
      'sw/**/*.test.ts',
      'build/**/*.test.ts',
      ...NEEDS_POSTGRES.map((files) => `!${files}`),
    ],
    setupFiles: 'src/testing/over-sqlite.ts',
  },
}
const postgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    include: [...NEEDS_POSTGRES, ...OVER_POSTGRES.map((suite) => `src/server/${suite}.test.ts`)],
    globalSetup: 'src/testing/postgres-setup.ts',
    setupFiles: 'src/testing/over-postgres.ts',
  },
}
const hasPostgres = isPostgresHere()
if (!hasPostgres) {
  process.stderr.write(
    'PostgreSQL 15 or newer is not installed and TEST_DATABASE_URL is not set: nothing is tested on PostgreSQL.\n',
  )
}

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // What is tested is what is shipped.
  resolve: { alias: ALIAS },
  define: { __BUILD__: JSON.stringify('test') },
  test: {
    environment: 'node',
    // Vitest leaves one processor free by itself, which on two is half of the machine.
    maxWorkers: availableParallelism(),
    allowOnly: false,
    // One limit for all, wide enough for a slow machine that does other things too: no test waits for time to pass.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: hasPostgres ? [sqlite, postgres] : [sqlite],
  },
})
