import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import type { Session, SyncResponse } from '../domain/wire.ts'
import { aServer, COMMUNITY, endPost, type TestServer } from '../testing/community.ts'
import { aCommand, aRequest, readStream } from '../testing/conversation.ts'
import { giveCode } from './codes.ts'
import { Fault } from './fault.ts'
import { type AppOptions, createApp } from './http.ts'
import { makeLog } from './log.ts'
import { revokeSessions } from './session.ts'

const apps: FastifyInstance[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})
const HOST = 'minqing.test'
interface Browser {
  readonly app: FastifyInstance
  readonly server: TestServer
  /** A request of our own page, with the cookies the browser holds. */
  ask(method: 'GET' | 'POST' | 'DELETE', url: string, over?: Partial<InjectOptions>): ReturnType<typeof inject>
  signIn(person: string): Promise<Session>
}
const inject = (app: FastifyInstance, options: InjectOptions) => app.inject(options)
async function aBrowser(options: Partial<AppOptions> = {}, server?: TestServer): Promise<Browser> {
  const running = server ?? (await aServer())
  const app = await createApp(running, { version: '1.2.3', https: false, signInsPerMinute: 1000, ...options })
  apps.push(app)
  const jar = new Map<string, string>()
  const scheme = options.https === true ? 'https' : 'http'
  const ask: Browser['ask'] = async (method, url, over = {}) => {
    const headers = { host: HOST, ...(method === 'GET' ? {} : { origin: `${scheme}://${HOST}` }), ...over.headers }
    const response = await inject(app, { method, url, cookies: Object.fromEntries(jar), ...over, headers })
    for (const { name, value } of response.cookies) jar.set(name, value)
    return response
  }
  const signIn = async (person: string) => {
    const { code } = await giveCode(running, COMMUNITY, asId(person))
    const response = await ask('POST', '/api/session', { payload: { code } })
    expect(response.statusCode).toBe(200)
    return response.json<Session>()
  }
  return { app, server: running, ask, signIn }
}
const requestOf = (session: Session, over: Parameters<typeof aRequest>[1] = {}) => ({
  ...aRequest(session.person, over),
  account: session.account,
})

test('a one-time code opens a session and works once', async () => {
  const browser = await aBrowser()
  const { code } = await giveCode(browser.server, COMMUNITY, asId('leader1'))
  const typed = `${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `
  const first = await browser.ask('POST', '/api/session', { payload: { code: typed } })
  expect(first.json()).toMatchObject({
    person: 'leader1',
    name: 'leader1',
    community: 'test',
    communityName: '测试社区',
  })
  const again = await browser.ask('POST', '/api/session', { payload: { code } })
  expect([again.statusCode, again.json()]).toEqual([410, { error: { code: 'code_used' } }])
  const unknown = await browser.ask('POST', '/api/session', { payload: { code: '0000000000' } })
  expect([unknown.statusCode, unknown.json()]).toEqual([404, { error: { code: 'code_unknown' } }])
  expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({ person: 'leader1' })
})

test('a code expires', async () => {
  const browser = await aBrowser()
  const { code } = await giveCode(browser.server, COMMUNITY, asId('leader1'))
  browser.server.time.now += 8 * 86_400_000
  const late = await browser.ask('POST', '/api/session', { payload: { code } })
  expect(late.json()).toEqual({ error: { code: 'code_unknown' } })
})

test('neither codes nor session tokens lie in the database', async () => {
  const browser = await aBrowser()
  const { code } = await giveCode(browser.server, COMMUNITY, asId('leader1'))
  const response = await browser.ask('POST', '/api/session', { payload: { code } })
  const [cookie] = response.cookies
  const bytes = Buffer.from(await browser.server.db.copy())
  expect(cookie?.value.length).toBeGreaterThan(40)
  expect(bytes.includes(code)).toBe(false)
  expect(bytes.includes(cookie?.value.split('.').at(-1) ?? '')).toBe(false)
})

test('the cookie is for this site and for HTTP only, and under HTTPS it is secure and bound to the host', async () => {
  const plain = await aBrowser()
  await plain.signIn('leader1')
  const [cookie] = (await signInRaw(plain)).cookies
  expect(cookie).toMatchObject({ name: 'minqing', httpOnly: true, sameSite: 'Strict', path: '/' })
  expect(cookie).not.toHaveProperty('secure')
  const [secure] = (await signInRaw(await aBrowser({ https: true }))).cookies
  expect(secure).toMatchObject({ name: '__Host-minqing', httpOnly: true, sameSite: 'Strict', path: '/', secure: true })
  expect(secure).not.toHaveProperty('domain')
})
async function signInRaw(browser: Browser) {
  const { code } = await giveCode(browser.server, COMMUNITY, asId('leader1'))
  return browser.ask('POST', '/api/session', { payload: { code } })
}

test('signing out ends the session', async () => {
  const browser = await aBrowser()
  await browser.signIn('leader1')
  const cookies = { minqing: (await signInRaw(browser)).cookies[0]?.value ?? '' }
  expect((await browser.ask('DELETE', '/api/session')).statusCode).toBe(204)
  const after = await browser.ask('GET', '/api/session', { cookies })
  expect([after.statusCode, after.json()]).toEqual([401, { error: { code: 'signed_out' } }])
})

test('signing in as somebody else ends the session before', async () => {
  const browser = await aBrowser()
  const cookies = { minqing: (await signInRaw(browser)).cookies[0]?.value ?? '' }
  await browser.signIn('leader2')
  expect((await browser.ask('GET', '/api/session', { cookies })).statusCode).toBe(401)
  expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({ person: 'leader2' })
})

test('a revoked session and its unused codes are worth nothing, and the phone is told so', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('leader1')
  const { code } = await giveCode(browser.server, COMMUNITY, asId('leader1'))
  expect(await revokeSessions(browser.server, COMMUNITY, asId('leader1'))).toBe(1)
  const after = await browser.ask('POST', '/api/sync', { payload: requestOf(session) })
  expect([after.statusCode, after.json()]).toEqual([403, { error: { code: 'revoked' } }])
  expect((await browser.ask('POST', '/api/session', { payload: { code } })).statusCode).toBe(410)
})

test('without a valid cookie nothing is answered', async () => {
  const browser = await aBrowser()
  for (const minqing of ['', 'test.', 'test.x', '.', 'nowhere.abc', 'x'.repeat(5000)]) {
    for (const url of ['/api/sync', '/api/packs', '/api/admin']) {
      const response = await browser.ask('POST', url, { cookies: { minqing }, payload: {} })
      expect([response.statusCode, response.json()]).toEqual([401, { error: { code: 'signed_out' } }])
    }
    expect((await browser.ask('GET', '/api/poke', { cookies: { minqing } })).statusCode).toBe(401)
  }
})

test('only our own pages may ask for anything but reading', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('leader1')
  for (const origin of ['http://evil.test', 'null', `http://${HOST}.evil.test`, 'http://minqing.test:81', '']) {
    for (const [method, url] of [
      ['POST', '/api/sync'],
      ['POST', '/api/packs'],
      ['POST', '/api/admin'],
      ['POST', '/api/session'],
      ['DELETE', '/api/session'],
    ] as const) {
      const headers = { origin }
      const response = await browser.ask(method, url, { headers, payload: requestOf(session) })
      expect([response.statusCode, response.json()]).toEqual([403, { error: { code: 'origin' } }])
    }
  }
})

test('behind a proxy that calls us by another name the given origin is ours', async () => {
  const browser = await aBrowser({ origin: 'https://min.example.org', https: true })
  const { code } = await giveCode(browser.server, COMMUNITY, asId('leader1'))
  const headers = { host: '127.0.0.1:8787', origin: 'https://min.example.org' }
  expect((await browser.ask('POST', '/api/session', { headers, payload: { code } })).statusCode).toBe(200)
})

test('attempts to sign in are limited', async () => {
  const browser = await aBrowser({ signInsPerMinute: 3 })
  const attempt = () => browser.ask('POST', '/api/session', { payload: { code: 'AAAAAAAAAA' } })
  expect([await attempt(), await attempt(), await attempt()].map((response) => response.statusCode)).toEqual([
    404, 404, 404,
  ])
  const fourth = await attempt()
  expect([fourth.statusCode, fourth.json()]).toEqual([429, { error: { code: 'too_many' } }])
})

test('a round trip over HTTP is compressed both ways', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('leader1')
  const body = gzipSync(JSON.stringify(requestOf(session, { commands: [aCommand()] })))
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip', 'accept-encoding': 'gzip, br' }
  const response = await browser.ask('POST', '/api/sync', { payload: body, headers })
  expect(response.headers['content-encoding']).toBe('gzip')
  const answer = JSON.parse(gunzipSync(response.rawPayload).toString()) as SyncResponse
  expect(answer.results).toMatchObject([{ status: 'ok' }])
  expect(answer.pull?.rows.some((row) => row.kind === 'visit')).toBe(true)
})

test('packs stream over HTTP, compressed once', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('leader1')
  const response = await browser.ask('POST', '/api/packs', {
    payload: { account: session.account, have: [] },
    headers: { 'accept-encoding': 'gzip' },
  })
  expect(response.headers['content-encoding']).toBeUndefined()
  expect(readStream(response.rawPayload)).toMatchObject({ complete: true, head: { packs: 3 } })
})

test('a body that inflates beyond the limit is too large', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('leader1')
  const bomb = gzipSync(JSON.stringify({ ...requestOf(session), pad: 'x'.repeat(3 * 1024 * 1024) }))
  expect(bomb.byteLength).toBeLessThan(10_000)
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const response = await browser.ask('POST', '/api/sync', { payload: bomb, headers })
  expect([response.statusCode, response.json()]).toEqual([413, { error: { code: 'too_large' } }])
})

test('bodies that are no JSON, cut off or wrongly named are bad requests', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('leader1')
  const text = JSON.stringify(requestOf(session))
  const json = { 'content-type': 'application/json' }
  const cases: readonly [string | Buffer, Record<string, string>][] = [
    ['', json],
    ['{', json],
    [text.slice(0, -5), json],
    ['['.repeat(100_000), json],
    [text, { 'content-type': 'text/plain' }],
    [text, { ...json, 'content-encoding': 'gzip' }],
    [gzipSync(text).subarray(0, 40), { ...json, 'content-encoding': 'gzip' }],
    [text, { ...json, 'content-encoding': 'br' }],
    ['null', json],
    ['"x"', json],
  ]
  for (const [payload, headers] of cases) {
    const response = await browser.ask('POST', '/api/sync', { payload, headers })
    expect([response.statusCode, response.json()]).toEqual([400, { error: { code: 'bad_request' } }])
  }
})

test('every answer of the API is kept out of caches and speaks in codes', async () => {
  const browser = await aBrowser()
  for (const url of ['/api/health', '/api/session', '/api/nothing', '/api/', '/api/session/x']) {
    expect((await browser.ask('GET', url)).headers['cache-control']).toBe('no-store')
  }
  expect((await browser.ask('GET', '/api/health')).json()).toEqual({ ok: true, version: '1.2.3' })
  expect((await browser.ask('GET', '/api/nothing')).json()).toEqual({ error: { code: 'not_found' } })
})

const CSP =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' blob: data:;connect-src 'self';worker-src 'self';manifest-src 'self';frame-ancestors 'none';base-uri 'none';form-action 'self'"
test('the content security policy allows our own files and nothing else', async () => {
  const plain = (await (await aBrowser()).ask('GET', '/api/health')).headers
  expect(plain['content-security-policy']).toBe(CSP)
  expect(plain['strict-transport-security']).toBeUndefined()
  const secure = (await (await aBrowser({ https: true })).ask('GET', '/api/health')).headers
  expect(secure['content-security-policy']).toBe(`${CSP};upgrade-insecure-requests`)
  expect(secure['strict-transport-security']).toBe('max-age=31536000')
})

test('hashed files are cached for good, the page never, and unknown addresses are told as such', async () => {
  const files = mkdtempSync(join(tmpdir(), 'minqing-'))
  mkdirSync(join(files, 'assets'))
  writeFileSync(join(files, 'index.html'), '<!doctype html><title>app</title>')
  writeFileSync(join(files, 'sw.js'), '// worker')
  writeFileSync(join(files, 'assets', 'main-abc.js'), '// code')
  const { ask } = await aBrowser({ files })
  const cacheOf = async (url: string) => (await ask('GET', url)).headers['cache-control']
  expect(await cacheOf('/assets/main-abc.js')).toBe('public, max-age=31536000, immutable')
  expect([await cacheOf('/'), await cacheOf('/sw.js'), await cacheOf('/household/h1')]).toEqual(
    Array(3).fill('no-cache'),
  )
  expect((await ask('GET', '/household/h1')).body).toContain('<title>app</title>')
  for (const url of [
    '/nothing',
    '/assets/gone.js',
    '/../package.json',
    '/%2e%2e/package.json',
    '/.env',
    '/today/x.js',
  ]) {
    const response = await ask('GET', url)
    expect([response.statusCode, response.body.includes('<title>')]).toEqual([404, false])
  }
  rmSync(files, { recursive: true })
})

test('a full disk and an overloaded server ask to come again later, and an unforeseen fault says nothing of the inside', async () => {
  const server = await aServer()
  let fault: Error = new Fault('disk_full', 'full')
  const db = { ...server.db, read: server.db.read.bind(server.db), write: () => Promise.reject(fault) }
  const healthy = await aBrowser({}, server)
  const session = await healthy.signIn('leader1')
  const cookies = { minqing: (await signInRaw(healthy)).cookies[0]?.value ?? '' }
  const { ask } = await aBrowser({}, { ...server, db: db as TestServer['db'] })
  const payload = requestOf(session, { commands: [aCommand()] })
  const full = await ask('POST', '/api/sync', { cookies, payload })
  expect([full.statusCode, full.json(), full.headers['retry-after']]).toEqual([
    503,
    { error: { code: 'disk_full' } },
    '60',
  ])
  fault = new Fault('busy', 'busy')
  const busy = await ask('POST', '/api/sync', { cookies, payload })
  expect([busy.statusCode, busy.json(), busy.headers['retry-after']]).toEqual([503, { error: { code: 'busy' } }, '5'])
  fault = new Error('secret words')
  const failed = await ask('POST', '/api/sync', { cookies, payload })
  expect([failed.statusCode, failed.body]).toEqual([500, '{"error":{"code":"failed"}}'])
})

test('logs name routes, never addresses, bodies, names or words', async () => {
  const lines: string[] = []
  const base = await aServer()
  const server = { ...base, log: makeLog((line) => void lines.push(line), base.clock) }
  const browser = await aBrowser({}, server)
  const session = await browser.signIn('leader1')
  const words = '老人说屋顶漏水'
  const commands = [
    aCommand({ payload: { household: 'h-s1-1', outcome: 'met', method: 'door', purpose: 'routine', words } }),
  ]
  await browser.ask('POST', '/api/sync?secret=1', { payload: requestOf(session, { commands }) })
  await browser.ask('GET', '/household/h-s1-1?secret=1')
  const text = lines.join('')
  expect(lines).toHaveLength(3)
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 'info', event: 'request', route: '/api/sync', status: 200 })
  for (const hidden of [words, 'leader1', 'h-s1-1', 'secret', session.account]) expect(text).not.toContain(hidden)
})

test('a poke tells listeners the head when it grows, and ends when the server does', async () => {
  const browser = await aBrowser()
  const session = await browser.signIn('staff')
  const cookie = `minqing=${(await signInRaw(browser)).cookies[0]?.value}`
  const url = await browser.app.listen({ port: 0, host: '127.0.0.1' })
  const response = await fetch(`${url}/api/poke`, { headers: { cookie } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('data: {"head":4}\n\n')
  await endPost(browser.server, 'leader1', '2026-12-31')
  expect((await reader?.read())?.value).toBe('data: {"head":5}\n\n')
  expect(session.person).toBe('staff')
  await browser.app.close()
  expect((await reader?.read())?.done).toBe(true)
})
