import { defineConfig } from '@playwright/test'
import { findChromium, thisMachine } from './e2e/support/chromium.ts'

const executablePath = findChromium(thisMachine())

export default defineConfig({
  testDir: 'e2e',
  projects: [
    { name: 'journeys', testMatch: '**/*.spec.ts', teardown: 'afterwards' },
    // What the journeys left behind is looked through once all of them are over.
    { name: 'afterwards', testMatch: '**/afterwards.ts' },
  ],
  outputDir: 'test-results',
  forbidOnly: true,
  // At home a journey that fails now and then has failed. In CI, where machines stand still for seconds, it is walked
  // once more, and the report names it as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  workers: 2,
  // Wide enough for a slow machine that does other things too: no journey waits for time to pass.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: executablePath === undefined ? {} : { executablePath },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
})
