import { expect, test } from 'vitest'
import { asId, type CommunityId } from '../domain/ids.ts'
import { theEngine } from '../testing/databases.ts'
import { columnsOf, TABLES, type TableName } from './schema.ts'
import { STEPS } from './steps.ts'

const A: CommunityId = asId('a')
const anAccount = { community: 'a', id: '1', person: 'p', created_at: '' }
/** What a later version could want. */
const NEXT = [
  ...STEPS,
  [
    "ALTER TABLE account ADD COLUMN nickname TEXT DEFAULT 'none'",
    'CREATE INDEX account_nickname ON account (community, nickname)',
  ],
]

test('the steps lead to the tables as the code knows them', async () => {
  const place = await theEngine().aPlace()
  const db = await place.open()
  for (const table of Object.keys(TABLES) as TableName[]) {
    const columns = columnsOf(table)
    const row = Object.fromEntries(
      columns.map((column) => [column, TABLES[table].columns[column as never] === 'TEXT' ? 'x' : 1]),
    )
    await db.write(A, (tx) => tx.put(table, [row]))
    expect(await db.read((tx) => tx.all(`SELECT * FROM ${table}`))).toEqual([row])
  }
  await db.close()
})

test('a database of an older version takes the steps it lacks, keeps its rows, and takes no step twice', async () => {
  const place = await theEngine().aPlace()
  const old = await place.open()
  await old.write(A, (tx) => tx.put('account', [anAccount]))
  await old.close()
  for (const _ of ['first start', 'second start']) {
    const db = await place.open({ steps: NEXT })
    expect(await db.read((tx) => tx.all('SELECT id, nickname FROM account'))).toEqual([{ id: '1', nickname: 'none' }])
    await db.close()
  }
})

test('a step of which a part fails is not taken at all, and the database is as it was', async () => {
  const place = await theEngine().aPlace()
  const old = await place.open()
  await old.write(A, (tx) => tx.put('account', [anAccount]))
  await old.close()
  const broken = [...STEPS, ['ALTER TABLE account ADD COLUMN nickname TEXT', 'ALTER TABLE nowhere ADD COLUMN x TEXT']]
  await expect(async () => (await place.open({ steps: broken })).close()).rejects.toThrow()
  const again = await place.open()
  expect(await again.read((tx) => tx.all('SELECT * FROM account'))).toEqual([anAccount])
  await again.close()
})

test('a database of a newer version is refused and left as it was', async () => {
  const place = await theEngine().aPlace()
  await (await place.open({ steps: NEXT })).close()
  await expect(async () => (await place.open()).close()).rejects.toMatchObject({ kind: 'newer', retry: 'never' })
  const newer = await place.open({ steps: NEXT })
  expect(await newer.read((tx) => tx.all('SELECT nickname FROM account'))).toEqual([])
  await newer.close()
})
