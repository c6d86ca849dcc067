import { expect, test } from 'vitest'
import type { Account, Preview } from '../domain/admin-wire.ts'
import type { HistoryAnswer } from '../domain/history.ts'
import { aBrowser, type Browser, requestOf } from '../testing/browser.ts'
import { freshId, hang } from '../testing/community.ts'
import { aCommand } from '../testing/conversation.ts'

const ask = async (browser: Browser, payload: object) => (await browser.ask('POST', '/api/admin', { payload })).json()
const act = (browser: Browser, type: string, payload: unknown) => ask(browser, { type, payload })
const told = async (browser: Browser, payload: object): Promise<string[]> =>
  ((await browser.ask('POST', '/api/history', { payload })).json() as HistoryAnswer).entries.map(
    ({ by, type, payload: said }) => `${by} ${said === undefined ? 'untold' : type}`,
  )
const account = async (browser: Browser, person: string): Promise<Account> =>
  (await act(browser, 'account.show', { person })).account
const preview = async (browser: Browser, type: string, payload: unknown): Promise<Preview> =>
  (await ask(browser, { type, payload, preview: true })).preview
/** A leader's browser and the committee's, before one server. */
async function two() {
  const office = await aBrowser()
  await office.signIn('staff')
  const phone = await aBrowser({}, office.server)
  const session = await phone.signIn('leader1')
  const round = (over: object = {}) =>
    phone.ask('POST', '/api/sync', { payload: { ...requestOf(session), build: '1.2', ...over } })
  return { office, phone, session, round }
}

test('what a phone tells with its round stands in the list of devices: when, which version, how much is unsent', async () => {
  const { office, round } = await two()
  expect((await account(office, 'leader1')).devices).toMatchObject([{ heardAt: null, build: null, unsent: null }])
  await round({ unsent: 3, commands: [aCommand()] })
  expect((await account(office, 'leader1')).devices).toMatchObject([
    { heardAt: '2026-11-26T06:20:00.000Z', build: '1.2', unsent: 2, isThis: false },
  ])
  office.server.time.now += 60_000
  await round({ unsent: 0 })
  expect((await account(office, 'leader1')).devices[0]).toMatchObject({
    unsent: 0,
    heardAt: '2026-11-26T06:21:00.000Z',
  })
  expect((await account(office, 'staff')).devices[0]?.isThis).toBe(true)
})

test('a phone of before that does not tell what is unsent syncs all the same', async () => {
  const { office, round } = await two()
  expect((await round()).statusCode).toBe(200)
  expect((await account(office, 'leader1')).devices[0]?.unsent).toBeNull()
})

test('quiet rounds write nothing down', async () => {
  const { office, round } = await two()
  await round({ unsent: 0 })
  office.server.time.now += 5_000
  await round({ unsent: 0 })
  expect((await account(office, 'leader1')).devices[0]?.heardAt).toBe('2026-11-26T06:20:00.000Z')
})

test('one lost phone is taken away, the others of the person stay', async () => {
  const { office, phone, round } = await two()
  const tablet = await aBrowser({}, office.server)
  const mine = await tablet.signIn('leader1')
  await round({ unsent: 4 })
  const lost = (await account(office, 'leader1')).devices.find((device) => device.unsent === 4)
  const payload = { person: 'leader1', device: lost?.id }
  expect(await act(phone, 'device.revoke', payload)).toEqual({ error: { code: 'forbidden' } })
  expect(await act(office, 'device.revoke', { ...payload, person: 'leader2' })).toEqual({ sessions: 0 })
  expect(await act(office, 'device.revoke', payload)).toEqual({ sessions: 1 })
  expect(await act(office, 'device.revoke', payload)).toEqual({ sessions: 0 })
  expect((await round()).json()).toEqual({ error: { code: 'revoked' } })
  expect((await tablet.ask('POST', '/api/sync', { payload: requestOf(mine) })).statusCode).toBe(200)
  const ended = (await account(office, 'leader1')).devices.filter((device) => device.ended !== undefined)
  expect(ended).toMatchObject([{ id: lost?.id, unsent: 4, ended: { isTaken: true } }])
})

test('who gave a code, took a phone back or signed all phones out stands in the history of the person, without the code', async () => {
  const { office, phone } = await two()
  const given = await act(office, 'code.give', { person: 'leader1' })
  const [device] = (await account(office, 'leader1')).devices
  const payload = { person: 'leader1', device: device?.id }
  await act(phone, 'code.give', { person: 'leader2' })
  for (const _ of ['first', 'second']) await act(office, 'device.revoke', payload)
  await act(office, 'sessions.revoke', { person: 'leader1' })
  const about = { kind: 'person', id: 'leader1' }
  expect(await told(office, about)).toEqual(['staff sessions.revoke', 'staff device.revoke', 'staff code.give'])
  expect(await told(office, { ...about, id: 'leader2' })).toEqual([])
  const kept = await office.server.db.read((tx) => tx.all("SELECT * FROM command WHERE store = 'admin'"))
  expect(JSON.stringify(kept)).not.toContain(given.code)
  expect(kept.map(({ payload: said }) => said)).toEqual(Array(3).fill('{"person":"leader1"}'))
})

test('a round goes on past an act that changed no row', async () => {
  const { office, round } = await two()
  await act(office, 'code.give', { person: 'leader2' })
  expect((await round({ commands: [aCommand()], unsent: 1 })).json().results).toMatchObject([{ status: 'ok' }])
})

test('the name of a device opens nothing, and only those over a person see it', async () => {
  const { office, phone } = await two()
  const [device] = (await account(office, 'leader1')).devices
  expect(device?.id).toHaveLength(16)
  expect((await act(phone, 'account.show', { person: 'leader1' })).error).toEqual({ code: 'forbidden' })
})

test('a hand-over tells before it is done who gains and who loses, households and people, and from when', async () => {
  const { office } = await two()
  const payload = { post: 'post-leader1', next: freshId(), person: 'leader2', on: '2026-11-26' }
  expect(await preview(office, 'post.hand_over', payload)).toEqual({
    from: '2026-11-27',
    moved: { households: 0, people: 0 },
    access: expect.arrayContaining([
      { person: 'leader1', gains: [], loses: [{ grid: 's1', households: 2, people: expect.any(Number) }] },
      { person: 'leader2', gains: [{ grid: 's1', households: 2, people: expect.any(Number) }], loses: [] },
    ]),
  })
  expect(await told(office, { kind: 'person', id: 'leader1' })).toEqual([])
  expect((await act(office, 'post.hand_over', payload)).result.status).toBe('ok')
})

test('whoever keeps a right by another post neither gains nor loses it', async () => {
  const { office } = await two()
  const given = { post: freshId(), person: 'micro', grid: 's1', role: 'stair_leader', since: '2026-11-01', until: null }
  expect((await preview(office, 'post.give', given)).access).toEqual([])
})

const regroup = (on: string) => ({
  redraw: freshId(),
  grid: 's1',
  grids: [{ grid: 's1', to: 'm2' }],
  buildings: [],
  on,
})
test('a preview of what waits for a day judges and changes nothing', async () => {
  const { office } = await two()
  expect(await preview(office, 'grid.redraw', regroup('2026-11-25'))).toMatchObject({ refused: 'bad_period' })
  const last = { redraw: freshId(), grid: 's1', grids: [], buildings: [], end: 'merged', on: '2026-12-24' }
  expect(await preview(office, 'grid.redraw', last)).toMatchObject({ refused: 'in_use' })
  const post = {
    post: freshId(),
    person: 'leader3',
    grid: 's1',
    role: 'stair_leader',
    since: '2026-12-24',
    until: null,
  }
  await act(office, 'post.give', post)
  const { access } = await preview(office, 'grid.redraw', regroup('2026-12-24'))
  expect(access.map(({ person }) => person).sort()).toEqual(['branch', 'chief', 'micro', 'worker'])
  expect((await office.server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'redraw'"))).length).toBe(0)
})

test('a grid that goes under another, and a building under another leaf, tell whose households come and go', async () => {
  const { office } = await two()
  const moved = await preview(office, 'grid.redraw', regroup('2026-12-24'))
  expect(moved.access.map(({ person, loses }) => [person, loses[0]?.grid]).sort()).toEqual(
    ['branch', 'chief', 'micro', 'worker'].map((person) => [person, 's1']),
  )
  expect(moved).toMatchObject({ from: '2026-12-24', moved: { households: 2, people: 2 } })
  const hung = await preview(office, 'grid.redraw', hang('b-s1', ['1'], 's3'))
  expect(hung).toMatchObject({ from: '2026-11-26', moved: { households: 2, people: 2 } })
  const of = (person: string) => hung.access.find((each) => each.person === person)
  expect(of('leader3')?.gains).toMatchObject([{ grid: 's3', households: 2 }])
  expect(of('leader1')?.loses).toMatchObject([{ grid: 's1', households: 2 }])
  expect(of('staff')).toBeUndefined()
})

test('what would be refused says so in the preview, and what is not understood too', async () => {
  const { office, phone } = await two()
  const payload = { post: 'post-leader1', next: freshId(), person: 'leader2', on: '2025-01-01' }
  expect(await preview(office, 'post.hand_over', payload)).toMatchObject({ refused: 'bad_period', access: [] })
  expect(await preview(office, 'post.hand_over', { on: 1 })).toMatchObject({ refused: 'bad_payload' })
  expect(await preview(phone, 'post.hand_over', { ...payload, on: '2026-11-26' })).toMatchObject({
    refused: 'role_may_not',
  })
})

test('the history of a person, a grid and a list says who did what, the latest first; only coordinators read it', async () => {
  const { office, phone } = await two()
  await act(office, 'post.hand_over', { post: 'post-leader1', next: 'n1', person: 'leader2', on: '2026-11-26' })
  office.server.time.now += 1000
  await act(office, 'person.rename', { person: 'leader1', name: '新名' })
  await act(office, 'grid.rename', { grid: 's1', name: '一组' })
  await act(office, 'vocabulary.edit', { list: 'visitMethods', term: 'x', zh: '试' })
  await act(office, 'grid.redraw', { ...regroup('2026-11-26'), end: 'merged' })
  expect(await told(office, { kind: 'person', id: 'leader1' })).toEqual(['staff person.rename', 'staff post.hand_over'])
  expect(await told(office, { kind: 'person', id: 'leader2' })).toEqual(['staff post.hand_over'])
  expect(await told(office, { kind: 'grid', id: 's1' })).toEqual(['staff grid.rename', 'staff post.hand_over'])
  expect(await told(office, { kind: 'vocabulary', id: 'visitMethods' })).toEqual(['staff vocabulary.edit'])
  const answer = await phone.ask('POST', '/api/history', { payload: { kind: 'grid', id: 's1' } })
  expect([answer.statusCode, answer.json()]).toEqual([403, { error: { code: 'forbidden' } }])
})

test('the right to a successor begins on the day, the old leader keeps it through that day, and a visit of before arrives late', async () => {
  const { office, round, session } = await two()
  const payload = { post: 'post-leader1', next: freshId(), person: 'leader2', on: '2026-11-26' }
  await act(office, 'post.hand_over', payload)
  const visit = aCommand()
  office.server.time.now += 86_400_000
  const answer = (await round({ now: '2026-11-27T06:20:00.000Z', unsent: 1, commands: [visit] })).json()
  expect(answer.results).toMatchObject([{ status: 'ok' }])
  const rows = await office.server.db.read((tx) => tx.all('SELECT body FROM entity WHERE id = ?', visit.id))
  expect(JSON.parse(String(rows[0]?.['body']))).toMatchObject({ late: true, by: session.person })
})
