// The one file of JavaScript: it runs on any Node from 20 on, sees to it that what is needed is installed and built,
// and hands over to the pinned Node, which reads TypeScript by itself. It writes nothing to stdout.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(fileURLToPath(import.meta.url))
/** The first with argon2id of its own. */
const NEEDED = [24, 7]
const VITE = 'node_modules/vite/bin/vite.js'
const inRoot = (path) => join(ROOT, path)
const say = (line) => process.stderr.write(`${line}\n`)

function stop(line) {
  say(line)
  process.exit(1)
}

function runOrStop(command, args, { env = {}, failed }) {
  const { status } = spawnSync(command, args, {
    cwd: ROOT,
    // Stdout carries the server's own line and nothing else.
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...env },
    shell: command === 'npm' && process.platform === 'win32',
  })
  if (status !== 0) stop(failed)
}

/** `folder` is '' for the app itself and 'bench' for what only measuring needs. */
function installIfNeeded(folder) {
  const installed = inRoot(join(folder, 'node_modules/.package-lock.json'))
  const lock = inRoot(join(folder, 'package-lock.json'))
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  say(folder === '' ? 'Installing packages (once) …' : `Installing the packages of ${folder} (once) …`)
  const where = folder === '' ? ['--include=dev', '--include=optional'] : ['--prefix', folder]
  const args = ['ci', ...where, '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, [process.env.npm_execpath, ...args]]
    : ['npm', args]
  runOrStop(...npm, { failed: 'Installing failed (see above). Is there a way to the npm registry from here?' })
}

const isNewEnough = (version) => {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}

/** The pinned Node where it was installed and runs here, else this one if it is new enough. */
function findNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  const file = process.platform === 'win32' ? 'node.exe' : 'node'
  const pinned = inRoot(`node_modules/node-${system}-${process.arch}/bin/${file}`)
  if (existsSync(pinned) && spawnSync(pinned, ['--version']).status === 0) return pinned
  if (isNewEnough(process.version)) return process.execPath
  return stop(
    `Minqing needs Node ${NEEDED.join('.')} or newer on ${process.platform}-${process.arch} (this is ${process.version}): install it from https://nodejs.org and run the command again.`,
  )
}

const isOfThePage = (path) => !/\.test\.tsx?$|^src[\\/](server|testing)[\\/]/.test(path)

/** A hash of everything the page and the worker are made of: the same sources are the same build. */
function hashSources() {
  const hash = createHash('sha256')
  const folders = ['src', 'sw', 'build', 'public'].flatMap((folder) =>
    readdirSync(inRoot(folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(ROOT.length + 1))
      .filter(isOfThePage),
  )
  for (const path of [...folders, 'index.html', 'vite.config.ts', 'package-lock.json'].sort()) {
    hash
      .update(path.split(sep).join('/'))
      .update('\0')
      .update(readFileSync(inRoot(path)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 12)
}

function buildIfStale(node) {
  const build = hashSources()
  const record = inRoot('dist/build.json')
  if (existsSync(record) && JSON.parse(readFileSync(record, 'utf8')).build === build) return
  say('Building the app …')
  runOrStop(node, [VITE, 'build', '--logLevel', 'warn'], {
    env: { MINQING_BUILD: build, NODE_ENV: 'production' },
    failed: 'Building failed (see above).',
  })
}

/** Runs until the first of the processes ends, and ends like it; signals go to all. */
function runUntilOneEnds(node, commands) {
  const children = commands.map((args) =>
    spawn(node, ['--disable-warning=ExperimentalWarning', ...args], { cwd: ROOT, stdio: 'inherit' }),
  )
  const pass = (signal) => {
    for (const child of children) child.kill(signal)
  }
  process.on('SIGTERM', pass)
  process.on('SIGHUP', pass)
  // At a terminal Ctrl-C reaches the children without our help.
  process.on('SIGINT', (signal) => process.stdin.isTTY || pass(signal))
  for (const child of children) {
    child.on('exit', (code, signal) => {
      process.exitCode ??= code ?? (signal === 'SIGINT' ? 130 : 1)
      pass('SIGTERM')
    })
  }
}

const TASKS = {
  start: { build: true, run: [['src/server/main.ts']] },
  dev: { build: false, run: [['--watch', '--watch-preserve-output', 'src/server/main.ts'], [VITE]] },
  build: { build: true, run: [] },
  import: { build: false, run: [['src/server/import/cli.ts']] },
  backup: { build: false, run: [['src/server/backup/cli.ts', 'backup']] },
  restore: { build: false, run: [['src/server/backup/cli.ts', 'restore']] },
  size: { build: true, run: [['build/size.ts']] },
  sim: { build: false, run: [['src/testing/sim/main.ts']] },
  bench: { build: false, peers: true, run: [['bench/compare.ts']] },
  'bench:ui': { build: true, peers: true, run: [['bench/screens.ts']] },
  load: { build: false, run: [['bench/load.ts']] },
  engines: { build: true, peers: true, run: [['bench/engines.ts']] },
  'bench:import': { build: false, run: [['bench/import.ts']] },
  'bench:map': { build: true, run: [['bench/map.ts']] },
  'bench:tasks': { build: true, run: [['bench/tasks.ts']] },
  check: { build: false, run: [['src/testing/run.ts', 'check']] },
  test: { build: false, run: [['src/testing/run.ts', 'test']] },
}

const [name = 'start', ...args] = process.argv.slice(2)
const task = TASKS[name] ?? stop(`There is no "${name}": ${Object.keys(TASKS).join(', ')}.`)
installIfNeeded('')
if (task.peers) installIfNeeded('bench')
const node = findNode()
if (task.build) buildIfStale(node)
runUntilOneEnds(
  node,
  task.run.map((command, i) => (i === 0 ? [...command, ...args] : command)),
)
