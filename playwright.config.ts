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
  // A journey that fails now and then is a journey that fails.
  retries: 0,
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
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
