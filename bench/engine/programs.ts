import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { thisMachine } from '../../e2e/support/chromium.ts'
import type { WebKitPrograms } from './webkit.ts'

const PACKAGES = ['firefox-esr', 'webkit2gtk-driver', 'xvfb']
const onPath = (name: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path))

/** MiniBrowser lies beside the library it shows, whatever that is called on this machine. */
function findMiniBrowser(): string | undefined {
  const lib = '/usr/lib'
  const folders = existsSync(lib) ? readdirSync(lib).filter((name) => name.includes('linux-gnu')) : []
  return folders
    .flatMap((folder) => ['webkit2gtk-4.1', 'webkit2gtk-4.0'].map((name) => join(lib, folder, name, 'MiniBrowser')))
    .find((path) => existsSync(path))
}
function findAll(): { firefox: string; webkit: WebKitPrograms } | undefined {
  const [firefox, driver, display] = ['firefox-esr', 'WebKitWebDriver', 'Xvfb'].map(onPath)
  const browser = findMiniBrowser()
  if (firefox === undefined || driver === undefined || display === undefined || browser === undefined) return undefined
  return { firefox, webkit: { driver, display, browser } }
}

/** What is installed, or is installed now where we are root on a Debian; throws a sentence that says what to do. */
export function getEngines(): { firefox: string; webkit: WebKitPrograms } {
  const found = findAll()
  if (found !== undefined) return found
  const machine = thisMachine()
  if (machine.isRoot && machine.run('apt-get', ['update'])) {
    machine.run('apt-get', ['install', '-y', '--no-install-recommends', ...PACKAGES])
  }
  const installed = findAll()
  if (installed === undefined) throw new Error(`The engines are not here: apt-get install ${PACKAGES.join(' ')}`)
  return installed
}
