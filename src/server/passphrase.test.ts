import { expect, test } from 'vitest'
import { aBrowser } from '../testing/browser.ts'
import { hashPassphrase, isPassphrase } from './argon.ts'

const WORDS = '楼下的桂花开了三天还香着'
const named = (name: string, passphrase = WORDS) => ({ payload: { name, passphrase } })
/** A browser on which a coordinator has chosen a passphrase and signed out. */
async function aCoordinator() {
  const browser = await aBrowser()
  await browser.signIn('staff')
  expect((await browser.ask('POST', '/api/passphrase', named('王芳'))).statusCode).toBe(200)
  await browser.ask('DELETE', '/api/session')
  return browser
}

test('a passphrase is kept as argon2id with a salt of its own, and no other fits', async () => {
  const [one, two] = await Promise.all([1, 2].map((n) => hashPassphrase(WORDS, new Uint8Array(16).fill(n))))
  expect(one).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$/)
  expect(one).not.toBe(two)
  expect(await isPassphrase(WORDS, one)).toBe(true)
  for (const wrong of [`${WORDS}。`, '', WORDS.slice(1)]) expect(await isPassphrase(wrong, one)).toBe(false)
  for (const kept of [undefined, '', '$argon2id$v=19$m=1$x$y']) expect(await isPassphrase(WORDS, kept)).toBe(false)
})

test('a coordinator signs in on a new device by name and passphrase, a stranger does not', async () => {
  const browser = await aCoordinator()
  const unknown = await browser.ask('POST', '/api/session', named('nobody'))
  const wrong = await browser.ask('POST', '/api/session', named('王芳', '楼下的桂花开了四天还香着'))
  expect([unknown.statusCode, unknown.body]).toEqual([wrong.statusCode, wrong.body])
  expect(wrong.json()).toEqual({ error: { code: 'passphrase_wrong' } })
  const right = await browser.ask('POST', '/api/session', named(' 王 芳 '))
  expect(right.json()).toMatchObject({ person: 'staff' })
})

test('after several wrong tries even the right one waits', async () => {
  const browser = await aCoordinator()
  for (let n = 0; n < 5; n++) await browser.ask('POST', '/api/session', named('王芳', `wrong number ${n}`))
  const barred = await browser.ask('POST', '/api/session', named('王芳'))
  expect([barred.statusCode, barred.json()]).toEqual([429, { error: { code: 'too_many' } }])
  browser.server.time.now += 61_000
  expect((await browser.ask('POST', '/api/session', named('王芳'))).statusCode).toBe(200)
})

test('only coordinators have passphrases, and a sign-in name is one account', async () => {
  const browser = await aCoordinator()
  await browser.signIn('leader1')
  expect((await browser.ask('POST', '/api/passphrase', named('leader1'))).json()).toEqual({
    error: { code: 'forbidden' },
  })
  await browser.signIn('chief')
  expect((await browser.ask('POST', '/api/passphrase', named('王芳'))).json()).toEqual({
    error: { code: 'name_taken' },
  })
  expect((await browser.ask('POST', '/api/passphrase', named('王芳二'))).statusCode).toBe(200)
})

test('a passphrase that is changed no longer signs in', async () => {
  const browser = await aCoordinator()
  await browser.ask('POST', '/api/session', named('王芳'))
  const other = '小区门口的早点铺六点就开'
  expect((await browser.ask('POST', '/api/passphrase', named('王芳', other))).statusCode).toBe(200)
  expect((await browser.ask('POST', '/api/session', named('王芳'))).statusCode).toBe(403)
  expect((await browser.ask('POST', '/api/session', named('王芳', other))).statusCode).toBe(200)
})
