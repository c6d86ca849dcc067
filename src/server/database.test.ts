import { expect, test } from 'vitest'
import { asId, type CommunityId } from '../domain/ids.ts'
import { aDatabase, theEngine } from '../testing/databases.ts'
import { IN_LIST, PAIRS, type SqlRow } from './database.ts'

const A: CommunityId = asId('a')
const B: CommunityId = asId('b')
const aCommunity = (community: string, head = 0): SqlRow => ({
  community,
  head,
  mark: '',
  horizon: 0,
  safe: 0,
  ground: 0,
})
const heads = 'SELECT community, head FROM community ORDER BY community'
const anAccount = (id: string, person: string | null = null): SqlRow => ({ community: 'a', id, person, created_at: '' })

test('what was written is there when the database is opened again', async () => {
  const place = await theEngine().aPlace()
  const first = await place.open()
  await first.write(A, (tx) => tx.put('community', [aCommunity('a', 3)]))
  await first.write(B, (tx) => tx.put('community', [aCommunity('b', 4)]))
  await first.close()
  const second = await place.open()
  expect(await second.read((tx) => tx.all(heads))).toEqual([
    { community: 'a', head: 3 },
    { community: 'b', head: 4 },
  ])
  await second.close()
})

test('a write that fails leaves nothing, and the next one goes through', async () => {
  const db = await aDatabase()
  const failing = db.write(A, async (tx) => {
    await tx.put('community', [aCommunity('a')])
    throw new Error('on purpose')
  })
  await expect(failing).rejects.toThrow('on purpose')
  await db.write(B, (tx) => tx.put('community', [aCommunity('b')]))
  expect(await db.read((tx) => tx.all(heads))).toEqual([{ community: 'b', head: 0 }])
})

test('a statement that is wrong fails as what it is, leaves nothing, and the next work goes through', async () => {
  const db = await aDatabase()
  const failing = db.write(A, async (tx) => {
    await tx.put('community', [aCommunity('a')])
    await tx.all('SELECT x FROM nowhere')
  })
  await expect(failing).rejects.toThrow('nowhere')
  await expect(failing).rejects.not.toHaveProperty('kind')
  expect(await db.read((tx) => tx.all(heads))).toEqual([])
})

test('a reader sees one moment of the history while a writer is at work', async () => {
  const db = await (await theEngine().aPlace()).open()
  await db.write(A, (tx) => tx.put('community', [aCommunity('a', 1)]))
  let during: readonly SqlRow[] = []
  await db.write(A, async (tx) => {
    await tx.put('community', [aCommunity('a', 2)])
    during = await db.read((reading) => reading.all(heads))
  })
  expect(during).toEqual([{ community: 'a', head: 1 }])
  const [before, after] = await db.read(async (tx) => {
    const first = await tx.all(heads)
    await db.write(A, (writing) => writing.put('community', [aCommunity('a', 3)]))
    return [first, await tx.all(heads)]
  })
  expect([before, after]).toEqual([[{ community: 'a', head: 2 }], [{ community: 'a', head: 2 }]])
  expect(await db.read((tx) => tx.all(heads))).toEqual([{ community: 'a', head: 3 }])
  await db.close()
})

test('nothing can be written by a reader', async () => {
  const db = await (await theEngine().aPlace()).open()
  const writing = db.read((tx) => tx.all("INSERT INTO community (community) VALUES ('a')"))
  await expect(writing).rejects.toThrow()
  expect(await db.read((tx) => tx.all(heads))).toEqual([])
  await db.close()
})

test('writes never overlap and keep their order', async () => {
  const db = await aDatabase()
  await db.write(A, (tx) => tx.put('community', [aCommunity('a')]))
  const order: number[] = []
  const add = (n: number) =>
    db.write(A, async (tx) => {
      const [row] = await tx.all(heads)
      await tx.put('community', [aCommunity('a', Number(row?.['head']) + 1)])
      order.push(n)
    })
  const numbers = Array.from({ length: 50 }, (_, n) => n)
  await Promise.all(numbers.map(add))
  expect(await db.read((tx) => tx.all(heads))).toEqual([{ community: 'a', head: 50 }])
  expect(order).toEqual(numbers)
})

test('more writes than may wait are told that the server is busy', async () => {
  const db = await (await theEngine().aPlace()).open({ queue: 3 })
  const writes = Array.from({ length: 5 }, () => db.write(A, (tx) => tx.put('community', [aCommunity('a')])))
  const outcomes = await Promise.allSettled(writes)
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'])
  await expect(writes[4]).rejects.toMatchObject({ kind: 'busy', retry: 'later' })
  await db.close()
})

test('a row that is put replaces the one of its key, the last of several; a new one leaves what is there', async () => {
  const db = await aDatabase()
  const people = () => db.read((tx) => tx.all('SELECT id, person FROM account ORDER BY id'))
  await db.write(A, async (tx) => {
    await tx.put('account', [anAccount('1', 'x'), anAccount('2'), anAccount('1', 'y')])
    await tx.put('account', [])
  })
  expect(await people()).toEqual([
    { id: '1', person: 'y' },
    { id: '2', person: null },
  ])
  await db.write(A, (tx) => tx.putNew('account', [anAccount('2', 'z'), anAccount('3', 'z')]))
  expect((await people()).map(({ person }) => person)).toEqual(['y', null, 'z'])
  const exit = { community: 'a', old_pack: 'p', seq: 1, kind: 'k', id: 'i' }
  await db.write(A, (tx) => tx.put('exit', [exit, exit]))
  expect(await db.read((tx) => tx.all('SELECT * FROM exit'))).toEqual([exit])
})

test('text is whatever it was, and numbers are numbers however large a count may be', async () => {
  const db = await aDatabase()
  const texts = [
    '',
    'NULL',
    '{"a":[1,null]}',
    '{a,b}',
    "'; DROP TABLE account; --",
    '\\ " \t\n ?',
    '王桂英 👵🏽',
    '{"a":"\\u0000\\ud800"}',
  ]
  await db.write(A, async (tx) => {
    await tx.put(
      'account',
      texts.map((text, i) => anAccount(`${i}`, text)),
    )
    await tx.put('community', [aCommunity('a', Number.MAX_SAFE_INTEGER)])
  })
  const rows = await db.read((tx) => tx.all('SELECT person FROM account ORDER BY id'))
  expect(rows.map(({ person }) => person)).toEqual(texts)
  for (const text of texts) {
    expect(await db.read((tx) => tx.all('SELECT person FROM account WHERE person = ?', text))).toHaveLength(1)
  }
  expect(await db.read((tx) => tx.all('SELECT head FROM community'))).toEqual([{ head: Number.MAX_SAFE_INTEGER }])
  expect(await db.read((tx) => tx.all('SELECT COUNT(*) AS n FROM account'))).toEqual([{ n: texts.length }])
})

test('a text that a database may not hold is no reason to fail', async () => {
  const db = await aDatabase()
  const ids = ['nul \0', 'whole']
  await db.write(A, (tx) =>
    tx.put(
      'account',
      ids.map((id) => anAccount(id)),
    ),
  )
  const byList = `SELECT id FROM account WHERE community = ? AND id ${IN_LIST}`
  expect(await db.read((tx) => tx.all(byList, 'a', JSON.stringify(ids)))).toHaveLength(2)
  expect(await db.read((tx) => tx.all('SELECT id FROM account WHERE id = ?', 'nul \0'))).toHaveLength(1)
})

test('text is in the order of its bytes, whatever language the database speaks', async () => {
  const db = await aDatabase()
  const ids = ['B', 'a', '-', '_', 'é', 'Z', '王', '1', '10', '2', 'ab', 'a b', 'A']
  await db.write(A, (tx) =>
    tx.put(
      'account',
      ids.map((id) => anAccount(id)),
    ),
  )
  const rows = await db.read((tx) => tx.all('SELECT id FROM account ORDER BY id'))
  const byBytes = [...ids].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  expect(rows.map(({ id }) => id)).toEqual(byBytes)
})

test('lists and pairs find theirs in one statement, and empty ones find nothing', async () => {
  const db = await aDatabase()
  await db.write(A, (tx) =>
    tx.put(
      'account',
      ['1', '2', '3', "4'"].map((id) => anAccount(id, `p${id}`)),
    ),
  )
  const byList = (...ids: readonly string[]) =>
    db.read((tx) => tx.all(`SELECT id FROM account WHERE id ${IN_LIST} AND community = ?`, JSON.stringify(ids), 'a'))
  expect((await byList('1', "4'", 'none', '1')).map(({ id }) => id).sort()).toEqual(['1', "4'"])
  expect(await byList()).toEqual([])
  const sql = `SELECT e.id FROM ${PAIRS} w CROSS JOIN account e WHERE e.community = ? AND e.id = w.a AND e.person = w.b`
  const byPairs = (...pairs: readonly (readonly string[])[]) => db.read((tx) => tx.all(sql, JSON.stringify(pairs), 'a'))
  expect(await byPairs(['1', 'p2'], ['2', 'p2'], ["4'", "p4'"])).toEqual([{ id: '2' }, { id: "4'" }])
  expect(await byPairs()).toEqual([])
})
