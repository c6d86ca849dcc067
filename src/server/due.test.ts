import { expect, test } from 'vitest'
import { instantOf } from '../domain/ids.ts'
import { aServer, COMMUNITY, type TestServer } from '../testing/community.ts'
import { pushOne } from '../testing/conversation.ts'
import { copyOf, theEngine } from '../testing/databases.ts'
import { findWalks } from '../testing/plans.ts'
import { aTaskPayload, claim, claimOf, hoursOn, publish, seatOf } from '../testing/tasks.ts'
import type { Database } from './database.ts'
import { carryOutDue, DUE_BY_NOW, dueDuty } from './due.ts'

const HOUR = 3_600_000
/** Rows that the database gave out, of whatever statement. */
function countingRows(db: Database): { readonly db: Database; rows: number } {
  const counted: { db: Database; rows: number } = { db, rows: 0 }
  counted.db = {
    ...db,
    isShared: db.isShared,
    read: (work) => db.read(work),
    write: (community, work) =>
      db.write(community, (tx) =>
        work({
          put: tx.put.bind(tx),
          putNew: tx.putNew.bind(tx),
          async all(sql, ...parameters) {
            const rows = await tx.all(sql, ...parameters)
            counted.rows += rows.length
            return rows
          },
        }),
      ),
  }
  return counted
}
/** So many tasks with a claim each, three of which run out first. */
async function aBoard(tasks: number): Promise<TestServer> {
  const server = await aServer()
  const shifts = Array.from({ length: 10 }, () => ({ from: hoursOn(500), until: hoursOn(900), places: 1 }))
  for (let made = 0; made < tasks; made += 10) {
    await pushOne(server, 'staff', { type: 'task.publish', payload: aTaskPayload({ kind: 'visit', shifts }) })
  }
  for (const person of ['volunteer', 'member', 'leader1']) await claim(server, person, await publish(server))
  return server
}
async function workOf(tasks: number): Promise<{ readonly done: number; readonly rows: number }> {
  const server = await aBoard(tasks)
  server.time.now += 26 * HOUR
  const counted = countingRows(server.db)
  const done = await carryOutDue({ ...server, db: counted.db }, COMMUNITY)
  return { done, rows: counted.rows }
}

test('the work of what runs out is that of what runs out, among thirty tasks and among three hundred', async () => {
  const [few, many] = [await workOf(30), await workOf(300)]
  expect(few.done).toBe(3)
  expect(many).toEqual(few)
})

test('what is due is found by an index, whatever waits for its time', async () => {
  const server = await aBoard(300)
  const asked = new Map([[DUE_BY_NOW, [COMMUNITY, instantOf(server.time.now)]]])
  expect(await findWalks(server.db, asked, theEngine().name)).toEqual([])
})

test('where nothing is due nothing is written, and a clock that jumped back undoes nothing', async () => {
  const server = await aBoard(10)
  const head = () => server.db.read((tx) => tx.all('SELECT head FROM community'))
  const before = await head()
  expect(await carryOutDue(server, COMMUNITY)).toBe(0)
  expect(await head()).toEqual(before)
  server.time.now += 26 * HOUR
  await dueDuty(server).run()
  const after = await head()
  server.time.now -= 26 * HOUR
  await dueDuty(server).run()
  expect(await head()).toEqual(after)
})

test('more than fit one transaction are done one after the other, the longest overdue first', async () => {
  const server = await aServer()
  const shifts = Array.from({ length: 14 }, (_, n) => ({ from: hoursOn(1), until: hoursOn(2 + n), places: 1 }))
  for (let n = 0; n < 10; n++)
    await pushOne(server, 'staff', { type: 'task.publish', payload: aTaskPayload({ shifts }) })
  server.time.now += 30 * HOUR
  expect(await carryOutDue(server, COMMUNITY)).toBe(140)
})

test('a server that was put back before a lease ran out lets go of the same place by the same command', async () => {
  const server = await aServer()
  const task = await publish(server)
  const { id } = await claim(server, 'volunteer', task)
  const copy = await copyOf(server.db)
  const runOut = async (one: TestServer) => {
    one.time.now += 26 * HOUR
    await carryOutDue(one, COMMUNITY)
    await carryOutDue(one, COMMUNITY)
    const rows = await one.db.read((tx) => tx.all("SELECT id FROM command WHERE type = 'server.due'"))
    return [...rows.map((row) => row['id']), (await claimOf(one, id)).state, (await seatOf(one, task))?.body.claim]
  }
  const first = await runOut(server)
  expect(first).toEqual([expect.any(String), 'released', null])
  expect(await runOut(await aServer({ from: copy }))).toEqual(first)
})
