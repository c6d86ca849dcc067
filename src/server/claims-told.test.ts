import { expect, test } from 'vitest'
import { aServer, COMMUNITY, endPost, findRow, givePost, rowsIn, who } from '../testing/community.ts'
import { fetchPacks, pushOne } from '../testing/conversation.ts'
import { aTaskPayload, claim, claimOf, hoursOn, places, publish, release, seatOf } from '../testing/tasks.ts'
import { administer } from './admin.ts'
import { carryOutDue } from './due.ts'
import { postOverDuty } from './posts-over.ts'

const CONTACT = { name: '徐阿婆', phone: '15400001234' }
const change = (task: string, contact: unknown) => ({ type: 'task.change', payload: { task, set: {}, contact } })

test('a contact that is taken back leaves the phones of those who were told, and can be said anew', async () => {
  const server = await aServer()
  const task = await publish(server, { contact: CONTACT })
  const { id } = await claim(server, 'volunteer', task)
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).toContain('徐')
  expect(await pushOne(server, 'staff', change(task, null))).toMatchObject({ status: 'ok' })
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer', 'h:volunteer', 'w:root', 'o:root'))).not.toMatch(/徐|1540/)
  expect((await findRow(server, 'task', task))?.body.tellsFrom).toBeUndefined()
  expect((await findRow(server, 'claim', id))?.body.changed?.fields).toEqual(['contact'])
  server.time.now += 3_600_000
  await carryOutDue(server, COMMUNITY)
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).not.toContain('徐')
  await pushOne(server, 'staff', change(task, { name: '周阿公' }))
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).toContain('周阿公')
})

test('a contact whose time has not come is taken back before anybody is told', async () => {
  const server = await aServer()
  const task = await publish(server, { contact: { ...CONTACT, from: hoursOn(2) } })
  await claim(server, 'volunteer', task)
  await pushOne(server, 'staff', change(task, null))
  server.time.now += 3 * 3_600_000
  await carryOutDue(server, COMMUNITY)
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer', 'w:root'))).not.toContain('徐')
})

test('whom a task helps leaves the phones with the end of the task, and does not come back when work is sent back', async () => {
  const server = await aServer()
  const shifts = [{ from: hoursOn(1), until: hoursOn(3), places: 2 }]
  const task = await publish(server, { shifts, contact: CONTACT })
  const { id } = await claim(server, 'volunteer', task)
  await claim(server, 'member', task)
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).toContain('徐')
  server.time.now += 3 * 3_600_000
  await carryOutDue(server, COMMUNITY)
  const packs = ['p:volunteer', 'p:member', 'h:volunteer', 'h:member']
  expect(JSON.stringify(await rowsIn(server, ...packs))).not.toMatch(/徐|1540/)
  server.time.now += 240 * 3_600_000
  await pushOne(server, 'volunteer', { type: 'task.finish', payload: { task, claim: id, minutes: 60 } })
  const back = { task, claim: id, verdict: 'sent_back', why: '写清楚' }
  await pushOne(server, 'staff', { type: 'task.verify', payload: back })
  expect(JSON.stringify(await rowsIn(server, ...packs))).not.toMatch(/徐|1540/)
})

test('a leader who publishes for the own stair reads who comes and whom it helps, of that task alone', async () => {
  const server = await aServer()
  await publish(server, { grid: 's1', contact: { name: '周阿公' } })
  const { id: task } = await pushOne(server, 'leader1', {
    type: 'task.publish',
    payload: aTaskPayload({ grid: 's1', contact: CONTACT }),
  })
  const sheet = async () => (await findRow(server, 'sheet', task))?.body
  expect([(await findRow(server, 'sheet', task))?.pack, await sheet()]).toMatchObject([
    'p:leader1',
    { contact: CONTACT, holders: [] },
  ])
  const first = await claim(server, 'volunteer', task)
  const second = await claim(server, 'member', task)
  expect((await sheet())?.holders).toEqual([
    { claim: first.id, person: 'volunteer', state: 'confirmed' },
    { claim: second.id, person: 'member', state: 'waitlisted' },
  ])
  const { packs } = await fetchPacks(server, 'leader1')
  expect(packs.some(({ header }) => header.id === 'w:s1')).toBe(false)
  expect(JSON.stringify(packs)).toContain('徐阿婆')
  expect(JSON.stringify(packs)).not.toContain('周阿公')
  await pushOne(server, 'member', release(task, second.id))
  expect((await sheet())?.holders).toHaveLength(1)
  await pushOne(server, 'leader1', change(task, null))
  expect((await sheet())?.contact).toBeUndefined()
})

test('a sheet is emptied when its task is over, and with the first change after the post that led there has ended', async () => {
  const server = await aServer()
  const tasks: string[] = []
  for (let n = 0; n < 2; n++) {
    const payload = aTaskPayload({ grid: 's1', contact: CONTACT })
    tasks.push((await pushOne(server, 'leader1', { type: 'task.publish', payload })).id)
  }
  const [one = '', two = ''] = tasks
  await pushOne(server, 'leader1', { type: 'task.cancel', payload: { task: one, why: '下雨' } })
  expect(await findRow(server, 'sheet', one)).toMatchObject({ pack: 'h:leader1', body: { task: one, holders: [] } })
  await endPost(server, 'leader1', '2026-11-26')
  server.time.now += 48 * 3_600_000
  await claim(server, 'volunteer', two)
  expect(await findRow(server, 'sheet', two)).toMatchObject({ pack: 'h:leader1', body: { task: two, holders: [] } })
})

test('a sheet is emptied when the post that led there ends, though nobody touches the task; others keep theirs', async () => {
  const server = await aServer()
  const payload = aTaskPayload({ grid: 's1', contact: CONTACT })
  const { id: task } = await pushOne(server, 'leader1', { type: 'task.publish', payload })
  const other = { ...payload, grid: 's2' }
  const { id: kept } = await pushOne(server, 'leader2', { type: 'task.publish', payload: other })
  const duty = postOverDuty(server)
  await duty.run()
  const packOf = async (id: string) => (await findRow(server, 'sheet', id))?.pack
  expect([await packOf(task), await packOf(kept)]).toEqual(['p:leader1', 'p:leader2'])
  await endPost(server, 'leader1', '2026-11-27')
  await duty.run()
  expect(await packOf(task)).toBe('p:leader1')
  server.time.now += 48 * 3_600_000
  await duty.run()
  expect(await findRow(server, 'sheet', task)).toMatchObject({ pack: 'h:leader1', body: { task, holders: [] } })
  expect(await packOf(kept)).toBe('p:leader2')
  expect(JSON.stringify(await rowsIn(server, 'p:leader1', 'h:leader1'))).not.toContain('徐阿婆')
  const seqOf = async () => (await findRow(server, 'sheet', task))?.seq
  const before = await seqOf()
  await postOverDuty(server).run()
  expect(await seqOf()).toBe(before)
})

test('a contact that is said anew for the same hour is told once more, and the server comes to an end with it', async () => {
  const server = await aServer()
  const contact = { ...CONTACT, from: hoursOn(2) }
  const task = await publish(server, { contact })
  await claim(server, 'volunteer', task)
  server.time.now += 3 * 3_600_000
  expect(await carryOutDue(server, COMMUNITY)).toBe(1)
  await pushOne(server, 'staff', change(task, { ...contact, name: '周阿公' }))
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).toContain('周阿公')
  expect(await carryOutDue(server, COMMUNITY)).toBe(1)
  expect(await carryOutDue(server, COMMUNITY)).toBe(0)
  expect((await findRow(server, 'contact', task))?.body.told).toBe(true)
})

test('a post that is given back and ended again on the same day takes the sheet with it again', async () => {
  const server = await aServer()
  const payload = aTaskPayload({ grid: 's1', contact: CONTACT })
  const { id: task } = await pushOne(server, 'leader1', { type: 'task.publish', payload })
  const duty = postOverDuty(server)
  const packWhenEnded = async (): Promise<unknown> => {
    await endPost(server, 'leader1', '2026-11-25')
    await duty.run()
    return (await findRow(server, 'sheet', task))?.pack
  }
  expect(await packWhenEnded()).toBe('h:leader1')
  await endPost(server, 'leader1', null)
  await pushOne(server, 'leader1', change(task, { name: '周阿公' }))
  expect((await findRow(server, 'sheet', task))?.pack).toBe('p:leader1')
  expect(await packWhenEnded()).toBe('h:leader1')
})

test('who reads the claims of the grid anyway has no sheet beside them', async () => {
  const server = await aServer()
  const task = await publish(server, { grid: 's1', contact: CONTACT })
  await claim(server, 'volunteer', task)
  expect(await findRow(server, 'sheet', task)).toBeUndefined()
})

test('whoever is removed lets go of what he holds: the contact goes, the place is offered on, and what was done is kept', async () => {
  const server = await aServer()
  const task = await publish(server, { contact: CONTACT })
  const other = await publish(server, { ...places(2), contact: CONTACT })
  const { id } = await claim(server, 'volunteer', task)
  const next = await claim(server, 'member', task)
  const last = await claim(server, 'leader1', task)
  await claim(server, 'leader1', other)
  await endPost(server, 'volunteer', '2026-11-26')
  await endPost(server, 'member', '2026-11-26')
  const happenedAt = hoursOn(0)
  server.time.now += 12 * 3_600_000
  const duty = postOverDuty(server)
  await duty.run()
  expect((await claimOf(server, id)).log.at(-1)).toMatchObject({ state: 'released', by: 'server', why: 'post_ended' })
  expect((await claimOf(server, next.id)).log.at(-1)).toMatchObject({ state: 'released', why: 'post_ended' })
  expect((await seatOf(server, task))?.body).toMatchObject({ claim: last.id, offer: true })
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer', 'h:volunteer'))).not.toMatch(/徐|1540/)
  expect(JSON.stringify(await rowsIn(server, 'p:leader1'))).toContain('徐')
  const ticked = { type: 'step.tick', happenedAt, payload: { task, claim: id, step: 'a', done: true } }
  expect(await pushOne(server, 'volunteer', ticked)).toMatchObject({ status: 'ok' })
  expect(await claimOf(server, id)).toMatchObject({ state: 'released', late: true, ticked: { a: expect.anything() } })
})

test('whoever has another post from which he may come keeps his place and the contact; work sent back loses the contact alone', async () => {
  const server = await aServer()
  const task = await publish(server, { ...places(2), contact: CONTACT })
  const kept = await claim(server, 'volunteer', task)
  const back = await claim(server, 'member', task)
  await pushOne(server, 'member', { type: 'task.finish', payload: { task, claim: back.id, minutes: 60 } })
  const word = { task, claim: back.id, verdict: 'sent_back', why: '写清楚' }
  await pushOne(server, 'staff', { type: 'task.verify', payload: word })
  expect(JSON.stringify(await rowsIn(server, 'p:member'))).toContain('徐')
  await givePost(server, { person: 'volunteer', role: 'stair_leader', grid: 's1' })
  await endPost(server, 'volunteer', '2026-11-25')
  await endPost(server, 'member', '2026-11-25')
  await postOverDuty(server).run()
  expect([(await claimOf(server, kept.id)).state, (await claimOf(server, back.id)).state]).toEqual([
    'confirmed',
    'sent_back',
  ])
  expect(JSON.stringify(await rowsIn(server, 'p:volunteer'))).toContain('徐')
  expect(JSON.stringify(await rowsIn(server, 'p:member', 'h:member'))).not.toMatch(/徐|1540/)
})

test('a wish that names whose it is where everybody reads it is refused, when it is published and when it is changed', async () => {
  const server = await aServer()
  const contact = { name: '徐阿婆', place: '9号 501' }
  const wish = (over: object) => aTaskPayload({ kind: 'wish', title: '想要一副老花镜', contact, ...over })
  const tell = (over: object) => pushOne(server, 'staff', { type: 'task.publish', payload: wish(over) })
  const refused = { status: 'refused', code: 'helped_named' }
  expect(await tell({ title: '给9号501送药' })).toMatchObject(refused)
  expect(await tell({ steps: [{ id: 'a', text: '找徐阿婆' }] })).toMatchObject(refused)
  expect(await tell({ kind: 'errand', title: '给9号501送药' })).toMatchObject({ status: 'ok' })
  const { id: task, status } = await tell({})
  expect(status).toBe('ok')
  const set = (payload: object) =>
    pushOne(server, 'staff', { type: 'task.change', payload: { task, set: {}, ...payload } })
  expect(await set({ set: { text: '送到501' } })).toMatchObject(refused)
  expect(await set({ contact: { name: '老花镜' } })).toMatchObject(refused)
  expect(await set({ set: { text: '送到大厅' } })).toMatchObject({ status: 'ok' })
})

test('a sheet does not wait for work that was sent back and never comes again', async () => {
  const server = await aServer()
  const task = aTaskPayload({ grid: 's1', contact: CONTACT })
  const { id } = await pushOne(server, 'leader1', { type: 'task.publish', payload: task })
  const work = await claim(server, 'volunteer', id)
  await pushOne(server, 'volunteer', { type: 'task.finish', payload: { task: id, claim: work.id, minutes: 60 } })
  await pushOne(server, 'staff', {
    type: 'task.verify',
    payload: { task: id, claim: work.id, verdict: 'sent_back', why: '?' },
  })
  expect(JSON.stringify(await rowsIn(server, 'p:leader1'))).toContain('徐')
  server.time.now += 30 * 24 * 3_600_000
  await carryOutDue(server, COMMUNITY)
  expect(JSON.stringify(await rowsIn(server, 'p:leader1', 'h:leader1'))).not.toContain('徐')
})

test('whoever a redrawing takes out of reach lets go of his place, and of whom it helps; who is still there keeps it', async () => {
  const server = await aServer()
  const contact = { ...places(2), grid: 'm1', contact: CONTACT }
  const task = await publish(server, contact)
  const goes = await claim(server, 'leader2', task)
  const stays = await claim(server, 'leader1', task)
  const other = await publish(server, { contact: CONTACT })
  const kept = await claim(server, 'leader2', other)
  const duty = postOverDuty(server)
  await duty.run()
  const grids = [{ grid: 's2', to: 'm2' }]
  const payload = { redraw: 'w1', grid: 'm2', grids, buildings: [], on: '2026-11-26' }
  expect(await administer(server, who('secretary'), { type: 'grid.redraw', payload })).toMatchObject({ status: 200 })
  await duty.run()
  expect((await claimOf(server, goes.id)).log.at(-1)).toMatchObject({ state: 'released', by: 'server' })
  expect([(await claimOf(server, stays.id)).state, (await claimOf(server, kept.id)).state]).toEqual([
    'confirmed',
    'confirmed',
  ])
  const left = (await rowsIn(server, 'p:leader2')).filter(({ kind }) => kind === 'disclosure')
  expect(left.map(({ body }) => (body as { task?: string }).task)).toEqual([other])
})
