import { defineConfig } from 'vitest/config'
import { ALIAS } from './build/target.ts'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // What is tested is what is shipped.
  resolve: { alias: ALIAS },
  define: { __BUILD__: JSON.stringify('test') },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'sw/**/*.test.ts', 'build/**/*.test.ts'],
    environment: 'node',
    allowOnly: false,
    // For a slow machine that does other things too; no test waits for time to pass.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
