import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** What finding and getting a browser needs of the machine. */
export interface Machine {
  readonly named: string | undefined
  /** Where Playwright would put its own. */
  readonly downloaded: string
  works(path: string): boolean
  /** Runs a command with its output on stderr; true when it ended well. */
  run(command: string, args: readonly string[]): boolean
  readonly isRoot: boolean
}
export const thisMachine = (): Machine => ({
  named: process.env['CHROMIUM_PATH'],
  downloaded: chromium.executablePath(),
  // A browser without its libraries is there and does not start.
  works: (path) => existsSync(path) && (process.platform === 'win32' || runs(path, ['--version'])),
  run: (command, args) => spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: 600_000 }).status === 0,
  isRoot: process.getuid?.() === 0,
})
const runs = (path: string, args: readonly string[]): boolean =>
  spawnSync(path, args, { stdio: 'ignore', timeout: 30_000 }).status === 0

/** The browser for the journeys: the one named by CHROMIUM_PATH, the system's, or Playwright's own. */
export function findChromium(machine: Machine): string | undefined {
  const { named } = machine
  if (named !== undefined) return machine.works(named) ? named : undefined
  return [...SYSTEM, machine.downloaded].find((path) => machine.works(path))
}

const HOW =
  'install Chromium or Chrome (Debian: apt-get install chromium fonts-noto-cjk), or name one in CHROMIUM_PATH, and run the tests again.'

/** Finds a browser or gets one; throws a sentence that says what to do where that cannot be. */
export function getChromium(machine: Machine): string {
  const { named } = machine
  if (named !== undefined && !machine.works(named))
    throw new Error(`CHROMIUM_PATH names ${named}, which does not start: ${HOW}`)
  const found = findChromium(machine)
  if (found !== undefined) return found
  machine.run(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'])
  const downloaded = findChromium(machine)
  if (downloaded !== undefined) return downloaded
  if (machine.isRoot && machine.run('apt-get', ['update'])) {
    machine.run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'])
  }
  const installed = findChromium(machine)
  if (installed !== undefined) return installed
  throw new Error(`There is no browser for the journeys here: ${HOW}`)
}
