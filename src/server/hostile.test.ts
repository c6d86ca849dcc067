import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PAYLOADS } from '../domain/all-commands.ts'
import { asId } from '../domain/ids.ts'
import type { Session, SyncResponse } from '../domain/wire.ts'
import { aServer, COMMUNITY, freshId, packOf, rowsIn, type TestServer, who } from '../testing/community.ts'
import { aCommand, aRequest, aVisitPayload, pushOne, readStream } from '../testing/conversation.ts'
import { aTaskPayload, placeClaim, publish } from '../testing/tasks.ts'
import { administer } from './admin.ts'
import { giveCode } from './codes.ts'
import { createApp } from './http.ts'

const HOST = 'minqing.test'
let server: TestServer
let app: FastifyInstance
let cookie: string
let session: Session
beforeAll(async () => {
  server = await aServer()
  app = await createApp(server, { version: '1', https: false, requestsPerMinute: 1e6 })
  // Something of every sort lies in the other grid: visits and history, a conflict, a held command, a receipt.
  for (let i = 0; i < 8; i++) await pushOne(server, 'leader3', { payload: aVisitPayload({ household: 'h-s3-1' }) })
  await pushOne(server, 'leader3', edit('h-s3-1', 'a'))
  await pushOne(server, 'staff', edit('h-s3-1', 'b'))
  await pushOne(server, 'volunteer', { payload: aVisitPayload({ household: 'h-s3-1' }) })
  const task = await publish(server, { grid: 's3', contact: { name: '徐阿婆', phone: '15400001234' } })
  others = { task, claim: await placeClaim(server, { task, person: 'leader3', state: 'confirmed' }) }
  const waiting = { redraw: 'w-s3', grid: 's3', boundary: null, grids: [], buildings: [], on: '2027-01-01' }
  await administer(server, who('staff'), { type: 'grid.redraw', payload: waiting })
  const { code } = await giveCode(server, COMMUNITY, asId('leader1'))
  const response = await post('/api/session', { code })
  session = response.json<Session>()
  cookie = `minqing=${response.cookies[0]?.value}`
})
let others = { task: '', claim: '' }
afterAll(() => app.close())

const edit = (household: string, note: string) => ({ type: 'household.edit', payload: { household, set: { note } } })
const HEADERS = { host: HOST, origin: `http://${HOST}`, 'content-type': 'application/json' }
const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { ...HEADERS, ...(cookie === undefined ? {} : { cookie }), ...headers },
    payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null),
  })
const requestOf = (over: Parameters<typeof aRequest>[1] = {}) => ({
  ...aRequest('leader1', over),
  account: session.account,
})
const allPacks = () =>
  server.db.read(async (tx) => (await tx.all('SELECT id FROM pack')).map((row) => String(row['id'])))
const MINE = ['c', 'p:leader1', packOf('s1') as string]
/** What is published anywhere is for every member to read, and for few to write. */
const READABLE = [...MINE, 'o:s3']
/** Rows outside the leader's own packs, without what was held. */
async function othersState(): Promise<string> {
  const others = (await allPacks()).filter((pack) => !MINE.includes(pack) && pack !== 'h:b-s1:s1')
  const rows = (await rowsIn(server, ...others, 'c')).filter((row) => row.kind !== 'held')
  const packs = await server.db.read((tx) => tx.all("SELECT id, grid FROM pack WHERE id LIKE 'b:%' ORDER BY id"))
  return JSON.stringify([rows.map((row) => JSON.stringify(row)).sort(), packs])
}

test("a group leader's cookie opens no pack but the own ones, however it is asked", async () => {
  const all = await allPacks()
  expect(all).toEqual(expect.arrayContaining(['b:b-s2:s2', 'b:b-s3:s3', 'h:b-s3:s3', 'w:s3']))
  const asked = [
    ...all,
    'b:b-s1:s3',
    'b:b-s3:s1',
    'w:root',
    'w:s1',
    'p:staff',
    'h:',
    '',
    'b:b-s3:s3:',
    '__proto__',
    '*',
    '%',
  ]
  for (const want of [asked, ...asked.map((pack) => [pack, pack])]) {
    const response = await post('/api/packs', { account: session.account, want, have: [] })
    expect(response.statusCode).toBe(200)
    const { head, packs } = readStream(response.rawPayload)
    expect(READABLE).toEqual(expect.arrayContaining([...head.scope]))
    for (const { rows } of packs) for (const row of rows) expect(READABLE).toContain(row.pack)
  }
})

test('no page carries a row of another grid, whatever the request says of cursor, mark and scope', async () => {
  for (const scope of ['', 'x', 'b:b-s3:s3', '0']) {
    for (const cursor of [0, 1, 4, 1000]) {
      const response = await post('/api/sync', requestOf({ scope, cursor }))
      const { pull, scope: given } = response.json<SyncResponse>()
      for (const row of pull?.rows ?? []) expect(READABLE).toContain(row.pack)
      for (const exit of pull?.exits ?? []) expect(READABLE).toContain(exit.pack)
      expect(READABLE).toEqual(expect.arrayContaining([...(given ?? [])]))
    }
  }
})

test('the history of a record of another grid stays shut, by every name', async () => {
  const ids = ['h-s3-1', 'h-s2-1', 'r-s3-1', 'x-household-h-s3-1-note', 'post-leader3', '__proto__']
  for (const id of ids) {
    for (const kind of ['household', 'resident', 'visit', 'conflict', 'post', 'held']) {
      const response = await post('/api/history', { kind, id })
      expect([400, 404]).toContain(response.statusCode)
      expect(response.body).not.toContain('entries')
    }
  }
  expect((await post('/api/history', { kind: 'household', id: 'h-s1-1' })).statusCode).toBe(200)
})

test("no command changes a row of another grid: at most it is held there, and the coordinator's door stays shut", async () => {
  const { task, claim } = others
  const before = await othersState()
  const s3 = { household: 'h-s3-1', resident: 'r-s3-1', building: 'b-s3', door: 'd-s3-1', post: 'post-leader3' }
  const pairs = [
    { kind: 'household', id: s3.household, into: 'h-s1-1' },
    { kind: 'household', id: 'h-s1-1', into: s3.household },
    { kind: 'household', id: s3.household, into: 'h-s3-2' },
    { kind: 'resident', id: s3.resident, into: 'r-s1-1' },
  ]
  const attempts: Readonly<Record<keyof typeof PAYLOADS, readonly unknown[]>> = {
    'visit.log': [aVisitPayload({ household: s3.household, needs: [{ category: 'repair', text: 'x' }] })],
    'household.look': [{ household: s3.household }],
    'household.edit': [{ household: s3.household, set: { care: 'green', note: 'x' } }],
    'building.edit': [{ building: s3.building, set: { name: 'x', attributes: ['dilapidated'] } }],
    'resident.edit': [
      { resident: s3.resident, household: s3.household, set: { name: 'x' } },
      { resident: s3.resident, household: 'h-s1-1', set: { name: 'x' } },
      { resident: 'r-s1-1', household: s3.household, set: { name: 'x' } },
    ],
    'door.add': ['1', '2', 'x'].flatMap((stair) =>
      [s3.building, 'b-s2'].map((building) => ({ building, stair, floor: 1, room: 'x', use: 'home' })),
    ),
    'door.edit': [{ room: 'x' }, { ended: { on: '2026-11-20', why: 'mistake' } }].map((set) => ({
      door: s3.door,
      set,
    })),
    'household.add': [
      { door: s3.door, set: {}, people: [{ name: 'x' }] },
      { door: 'd-s1-1', set: {}, people: [], from: s3.household, take: [s3.resident] },
      { door: s3.door, set: {}, people: [], from: 'h-s1-1', take: ['r-s1-1'] },
    ],
    'resident.add': [{ household: s3.household, set: { name: 'x' } }],
    'resident.move': [
      { resident: s3.resident, household: s3.household, to: 'h-s1-1' },
      { resident: s3.resident, household: 'h-s1-1', to: 'h-s1-2' },
      { resident: 'r-s1-1', household: 'h-s1-1', to: s3.household },
    ],
    'register.merge': pairs,
    'register.part': pairs,
    'conflict.settle': [
      { conflict: 'x-household-h-s3-1-note', household: s3.household, choice: 1, saw: ['"a"', '"b"'] },
      { conflict: 'x-household-h-s3-1-note', household: 'h-s1-1', choice: 1, saw: ['"a"', '"b"'] },
    ],
    'post.give': ['s1', 's3', 'root'].map((grid) => ({
      post: freshId(),
      person: 'leader1',
      grid,
      role: 'committee_staff',
      since: '2026-01-01',
      until: null,
    })),
    'post.hand_over': [
      { post: s3.post, next: freshId(), person: 'leader1', on: '2026-11-26' },
      { post: 'post-staff', next: freshId(), person: 'leader1', on: '2026-11-26' },
    ],
    'person.rename': ['leader1', 'leader3', 'nobody'].map((person) => ({ person, name: 'x' })),
    'grid.add': ['s1', 'm1', 'root'].map((parent) => ({ grid: freshId(), parent, level: 'stair', name: 'x' })),
    'grid.rename': ['s1', 's3', 'root'].map((grid) => ({ grid, name: 'x' })),
    'vocabulary.edit': [
      { list: 'roles', term: 'stair_leader', zh: 'x' },
      { list: 'visitMethods', term: 'x', zh: 'x' },
    ],
    'post.end': [{ post: s3.post, until: '2026-02-01' }],
    'household.move': [
      { household: s3.household, door: 'd-s1-1' },
      { household: 'h-s1-1', door: s3.door },
    ],
    'grid.redraw': [
      { grid: 's3', buildings: [], grids: [], boundary: null },
      { grid: 's1', buildings: [{ building: s3.building, stairs: ['1'], to: 's1' }], grids: [] },
      { grid: 's1', buildings: [], grids: [{ grid: 's3', to: 'm1' }] },
      { grid: 'm2', buildings: [], grids: [{ grid: 'm2', to: 's1' }] },
      { grid: 's3', buildings: [], grids: [], end: 'mistake' },
    ].flatMap((redraw) => ['2026-11-26', '2027-01-01'].map((on) => ({ redraw: freshId(), on, ...redraw }))),
    'redraw.withdraw': [{ redraw: 'w-s3' }],
    'facility.set': [{ facility: 'f1', grid: 's3', sort: 'canteen', name: 'x', point: [121, 31] }],
    'held.judge': (await rowsIn(server, 'w:s3')).map((row) => ({ command: row.id, verdict: 'accept' })),
    'task.publish': [aTaskPayload({ grid: 's3' }), aTaskPayload({ grid: 'root' })],
    'task.change': [{ task, set: { title: 'x' } }],
    'task.close': [{ task }],
    'task.cancel': [{ task, why: 'x' }],
    'task.claim': [{ task }],
    'claim.release': [{ task, claim }],
    'claim.extend': [{ task, claim }],
    'claim.answer': [{ task, claim, yes: true }],
    'claim.handover': [{ task, claim, person: 'leader1' }],
    'claim.assign': [{ task, person: 'leader1', why: 'x' }],
    'claim.override': [{ task, claim, how: 'release', why: 'x' }],
    'claim.swap': [{ task, claim, person: 'leader1', why: 'x' }],
    'step.tick': [{ task, claim, step: 'a', done: true }],
    'task.finish': [{ task, claim, minutes: 60 }],
    'task.verify': [{ task, claim, verdict: 'verified', minutes: 600 }],
    'task.unverify': [{ task, claim }],
    'task.correct': [{ task, claim, minutes: 600, why: 'x' }],
    'volunteer.edit': [{ set: { guardian: 'x' } }, { set: { groups: ['care'] } }],
    'card.edit': [
      ...['leader3', 'staff', 'nobody'].map((person) => ({ person, set: { groups: ['care'] } })),
      { person: freshId(), set: { name: 'x', home: 's3' } },
    ],
  }
  expect(attempts['held.judge'].length).toBeGreaterThan(0)
  const tried = Object.entries(attempts).flatMap(([type, payloads]) => payloads.map((payload) => ({ type, payload })))
  for (const act of tried) {
    const { results } = (await post('/api/sync', requestOf({ commands: [aCommand(act)] }))).json<SyncResponse>()
    expect([act.type, results[0]?.status === 'ok' || results[0]?.status === 'conflict']).toEqual([act.type, false])
    const admin = await post('/api/admin', act)
    expect([200, 400]).toContain(admin.statusCode)
    expect(admin.body).not.toContain('"status":"ok"')
  }
  for (const type of ['code.give', 'sessions.revoke']) {
    for (const person of ['staff', 'leader3', 'leader1', 'nobody']) {
      expect((await post('/api/admin', { type, payload: { person } })).statusCode).toBe(403)
    }
  }
  expect(await othersState()).toBe(before)
})
