import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server as NetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { put } from '../domain/see.ts'
import { COMMUNITY, change, givePost } from '../testing/community.ts'
import { bannerText, jsonLine } from './banner.ts'
import { type Config, readConfig } from './config.ts'
import { makeLog } from './log.ts'
import { addCommunity } from './server.ts'
import { type Parts, type Running, startServer } from './start.ts'

let folder: string
const running: Running[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-'))
})
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.stop()))
  rmSync(folder, { recursive: true })
})

const configOf = (over: Partial<Config> = {}): Config => {
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'data') }, ['--json'])
  if (typeof config === 'string') throw new Error(config)
  return { ...config, ...over }
}
const people = ['coordinator', 'microLeader', 'groupLeader', 'volunteer']
const PARTS: Parts = {
  log: makeLog(() => undefined, Date.now),
  async fillDemo(server) {
    await addCommunity(server, COMMUNITY)
    const facts = { name: 'Demo', timeZone: 'Asia/Shanghai', mode: 'peace', demo: true } as const
    await change(server, [put('community', { id: 'community', pack: COMMUNITY_PACK }, facts)])
    for (const person of people) await givePost(server, { person, role: 'volunteer', grid: 'root' })
  },
  demoPeople: async () => ({
    coordinator: asId('coordinator'),
    microLeader: asId('microLeader'),
    groupLeader: asId('groupLeader'),
    volunteer: asId('volunteer'),
  }),
  control: { echo: async (_server, body) => ({ status: 200, body: { said: body } }) },
}
async function start(over: Partial<Config> = {}, parts: Parts = PARTS): Promise<Running> {
  const started = await startServer(configOf(over), parts)
  running.push(started)
  return started
}
const signIn = (url: string, code: string) =>
  fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ code }),
  })

test('an empty database is filled with the demo, and every start gives fresh codes that work', async () => {
  const first = await start()
  await running.pop()?.stop()
  const second = await start()
  expect(Object.keys(second.codes ?? {})).toEqual(people)
  expect(new Set([...Object.values(first.codes ?? {}), ...Object.values(second.codes ?? {})]).size).toBe(8)
  for (const [person, code] of Object.entries(second.codes ?? {})) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
    expect(await (await signIn(second.url, code)).json()).toMatchObject({ person, communityName: 'Demo' })
  }
  expect((await signIn(second.url, first.codes?.volunteer ?? '')).status).toBe(200)
})

test('a filling that was ended before anything was kept is made up for at the next start', async () => {
  await start({}, { ...PARTS, fillDemo: (server) => addCommunity(server, COMMUNITY) }).catch(() => undefined)
  await running.pop()?.stop()
  const [code] = Object.values((await start()).codes ?? {})
  expect(code).toMatch(/^[0-9A-Z]{10}$/)
})

test('without the demo the database stays empty; a set-up link is printed instead of codes, another at every start', async () => {
  const started = await start({ demo: false })
  expect(started.codes).toBeUndefined()
  const { setup, ...rest } = JSON.parse(jsonLine(started)) as { setup: string }
  expect(rest).toEqual({ ready: true, url: started.url })
  expect(setup).toMatch(new RegExp(`^${started.url}/signin#setup=[0-9A-Z]{10}$`))
  expect(bannerText(started)).toContain(setup)
  await running.pop()?.stop()
  expect(jsonLine(await start({ demo: false }))).not.toContain(setup)
})

test('what is printed names address, codes and a QR code each, and says that phones need HTTPS', async () => {
  const started = await start()
  const text = bannerText({ ...started, lan: 'http://192.0.2.7:8787' })
  expect(text).toContain(started.url)
  expect(text).toContain('HTTPS')
  for (const code of Object.values(started.codes ?? {})) expect(text).toContain(`${code.slice(0, 5)}-${code.slice(5)}`)
  expect(text.match(/█▀▀▀▀▀▀▀█/g)?.length).toBeGreaterThanOrEqual(4)
  expect(jsonLine(started).split('\n')).toHaveLength(2)
})

test('a program of the same user reaches the running server by the token in the data folder, and nobody else does', async () => {
  const started = await start()
  const file = join(folder, 'data', 'control.json')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const { url, token } = JSON.parse(readFileSync(file, 'utf8')) as { url: string; token: string }
  const ask = (name: string, authorization: string, origin = url) =>
    fetch(`${origin}/api/control/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: '{"a":1}',
    })
  expect(await (await ask('echo', `Bearer ${token}`)).json()).toEqual({ said: { a: 1 } })
  expect((await ask('echo', 'Bearer wrong')).status).toBe(401)
  expect((await ask('nothing', `Bearer ${token}`)).status).toBe(404)
  expect((await ask('constructor', `Bearer ${token}`)).status).toBe(404)
  expect([403, 404]).toContain((await ask('echo', `Bearer ${token}`, started.url)).status)
  await running.pop()?.stop()
  expect(existsSync(file)).toBe(false)
})

async function aTakenPort(): Promise<{ port: number; holder: NetServer }> {
  const holder = createServer()
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
  const address = holder.address()
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, holder }
}
test('a taken port is told in one line and nothing was made', async () => {
  const { port, holder } = await aTakenPort()
  await expect(start({ port })).rejects.toMatchObject({ kind: 'port', message: expect.stringContaining(`${port}`) })
  expect(readdirSync(folder)).toEqual([])
  holder.close()
})

test('a folder that cannot be written, a certificate that cannot be read: one line each', async () => {
  writeFileSync(join(folder, 'file'), '')
  await expect(start({ dataDir: join(folder, 'file', 'data') })).rejects.toMatchObject({ kind: 'not_writable' })
  const tls = { cert: join(folder, 'none.pem'), key: join(folder, 'none.key') }
  await expect(start({ tls })).rejects.toMatchObject({ kind: 'not_readable' })
  expect(readdirSync(folder)).toEqual(['file'])
})

test('a second start on the same folder is refused and the first goes on', async () => {
  const first = await start()
  const control = readFileSync(join(folder, 'data', 'control.json'), 'utf8')
  await expect(start()).rejects.toMatchObject({ kind: 'held_by_another' })
  expect(readFileSync(join(folder, 'data', 'control.json'), 'utf8')).toBe(control)
  expect((await fetch(`${first.url}/api/health`)).status).toBe(200)
})

test('settings that make no sense are told in one line', () => {
  expect(readConfig({ PORT: 'x' }, [])).toMatch(/^PORT/)
  expect(readConfig({ TLS_CERT: 'a' }, [])).toMatch(/^TLS_CERT/)
  expect(readConfig({ ORIGIN: 'minqing' }, [])).toMatch(/^ORIGIN/)
  expect(readConfig({ DATABASE_URL: 'mysql://a:secret@b/c' }, [])).toMatch(/^DATABASE_URL(?!.*secret)/)
  expect(readConfig({}, ['--yes'])).toContain('--yes')
  expect(readConfig({}, [])).toMatchObject({ port: 8787, demo: true, json: false, origin: undefined })
})

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url))
interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}
/** The real process, as `npm start` runs it. */
function run(env: Readonly<Record<string, string>>): {
  child: ChildProcess
  ready: Promise<string>
  ended: Promise<Ended>
} {
  const child = spawn(process.execPath, [MAIN, '--json'], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DEMO: '0', DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      out += chunk
      if (out.includes('\n')) resolve((JSON.parse(out) as { url: string }).url)
    })
    child.stderr.on('data', (chunk) => {
      err += chunk
    })
    child.on('close', () => reject(new Error(err)))
  })
  ready.catch(() => undefined)
  return { child, ready, ended }
}

test('a signal to end lets listeners go and ends with 0', async () => {
  const { child, ready, ended } = run({})
  const url = await ready
  expect(await (await fetch(`${url}/api/health`)).json()).toMatchObject({ ok: true })
  child.kill('SIGTERM')
  const { code, out } = await ended
  expect(code).toBe(0)
  expect(out.trim().split('\n')).toHaveLength(1)
  expect(existsSync(join(folder, 'data', 'control.json'))).toBe(false)
})

test('what cannot start says so in one plain line and ends with 1', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { code, out, err } = await run({ DATA_DIR: join(folder, 'file', 'data') }).ended
  expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1])
})
