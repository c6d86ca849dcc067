import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { SyncResponse } from '../domain/wire.ts'
import { aBrowser, requestOf, signInRaw } from '../testing/browser.ts'
import { aServer, endPost, type TestServer } from '../testing/community.ts'
import { aCommand, readStream } from '../testing/conversation.ts'
import { Fault } from './fault.ts'
import { makeLog } from './log.ts'

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

test('an answer to a script carries what protects data, and nothing that only a page needs', async () => {
  const { ask } = await aBrowser()
  const { headers } = await ask('GET', '/api/health', { headers: { 'sec-fetch-dest': 'empty' } })
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cross-origin-resource-policy']).toBe('same-origin')
  const kept = ['cache-control', 'content-length', 'content-type', 'cross-origin-resource-policy', 'date']
  expect(Object.keys(headers).sort()).toEqual([...kept, 'x-content-type-options'])
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

test('a stream under way is finished before the server has ended', async () => {
  const base = await aServer()
  let ending: Promise<void> | undefined
  const server: TestServer = {
    ...base,
    gzip: async (text) => {
      ending ??= browser.app.close()
      await new Promise((resolve) => setTimeout(resolve, 30))
      return base.gzip(text)
    },
  }
  const browser = await aBrowser({}, server)
  const { account } = await browser.signIn('leader1')
  const cookie = `minqing=${(await signInRaw(browser)).cookies[0]?.value}`
  const url = await browser.app.listen({ port: 0, host: '127.0.0.1' })
  const response = await fetch(`${url}/api/packs`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ account, have: [] }),
  })
  expect(readStream(new Uint8Array(await response.arrayBuffer()))).toMatchObject({ complete: true, head: { packs: 3 } })
  await ending
  await expect(fetch(`${url}/api/health`)).rejects.toThrow()
})

test('a sign-in whose sender has hung up already is no fault of the server', async () => {
  const browser = await aBrowser()
  browser.app.addHook('onRequest', async ({ raw }) => {
    Object.defineProperty(raw.socket, 'remoteAddress', { value: undefined })
  })
  expect((await signInRaw(browser)).statusCode).toBe(200)
})
