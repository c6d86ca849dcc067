import { expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { aBrowser, HOST, requestOf, signInRaw } from '../testing/browser.ts'
import { COMMUNITY } from '../testing/community.ts'
import { copyOf } from '../testing/databases.ts'
import { giveCode } from './codes.ts'
import { revokeSessions } from './session.ts'

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
  const bytes = JSON.stringify(await copyOf(browser.server.db))
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

test('a program in a loop is told to slow down, and others are not', async () => {
  const looping = await aBrowser({ requestsPerMinute: 3 })
  const session = await looping.signIn('leader1')
  const ask = () => looping.ask('POST', '/api/sync', { payload: requestOf(session) })
  expect([await ask(), await ask(), await ask()].map((response) => response.statusCode)).toEqual([200, 200, 200])
  const fourth = await ask()
  expect([fourth.statusCode, fourth.json()]).toEqual([429, { error: { code: 'too_many' } }])
  expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(0)
  const other = await looping.signIn('leader2')
  expect((await looping.ask('POST', '/api/sync', { payload: requestOf(other) })).statusCode).toBe(200)
})
