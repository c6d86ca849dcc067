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

/** The tables as the first steps make them, with their columns. */
function tablesAfter(count: number): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const tables = new Map<string, Map<string, string>>()
  for (const statement of STEPS.slice(0, count).flat()) {
    const [, table = '', inside = ''] = /^CREATE TABLE (\w+) \(([\s\S]*),\s*PRIMARY KEY/.exec(statement) ?? []
    const [, altered = '', added = ''] = /^ALTER TABLE (\w+) ADD COLUMN (.*)$/.exec(statement) ?? []
    if (table === '' && altered === '') continue
    const columns = tables.get(table || altered) ?? new Map<string, string>()
    for (const column of (inside || added).split(',')) {
      const [name = '', type = ''] = column.trim().split(' ')
      columns.set(name, type)
    }
    tables.set(table || altered, columns)
  }
  return tables
}
test.for(STEPS.map((_, at) => at + 1))(
  'a database that has taken %i steps keeps every row on its way to today',
  async (count) => {
    expect([...tablesAfter(STEPS.length).keys()].sort()).toEqual(Object.keys(TABLES).sort())
    const place = await theEngine().aPlace()
    const old = await place.open({ steps: STEPS.slice(0, count) })
    const rows = [...tablesAfter(count)].map(([table, columns]) => {
      const row = Object.fromEntries([...columns].map(([name, type]) => [name, type === 'TEXT' ? 'x' : 1]))
      return [table as TableName, row] as const
    })
    await old.write(A, async (tx) => {
      for (const [table, row] of rows) {
        const names = Object.keys(row)
        const holes = names.map(() => '?').join(', ')
        await tx.all(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${holes})`, ...Object.values(row))
      }
    })
    await old.close()
    const now = await place.open()
    for (const [table, row] of rows) {
      const since = Object.fromEntries(columnsOf(table).map((column) => [column, null]))
      expect(await now.read((tx) => tx.all(`SELECT * FROM ${table}`))).toEqual([{ ...since, ...row }])
    }
    await now.close()
  },
)

test('what administration did before its history was told by what it arranges is told there too', async () => {
  const place = await theEngine().aPlace()
  const old = await place.open({ steps: STEPS.slice(0, 5) })
  const row = (table: TableName, over: object) => ({
    ...Object.fromEntries(columnsOf(table).map((column) => [column, null])),
    ...{ community: 'a', ...over },
  })
  const done = (seq: number, payload: object) =>
    row('command', { id: `c${seq}`, store: 'admin', status: 'ok', seq, payload: JSON.stringify(payload) })
  const made = (kind: string, id: string, parent: string | null = null) =>
    row('entity', { kind, id, parent, body: '{}' })
  const entities = [made('grid', 's1'), made('grid', 's11'), made('person', 'p1'), made('post', 'post1', 'p1')]
  await old.write(A, async (tx) => {
    await tx.put('entity', [...entities, made('vocabulary', 'roles')] as never)
    const visit = { ...done(9, { grid: 's1' }), store: 'phone' }
    const words = [{ grid: 's1', parent: 's11' }, { post: 'post1' }, { person: 'p1', grid: 's1' }, { list: 'roles' }]
    await tx.put('command', [...words.map((payload, at) => done(at + 1, payload)), visit] as never)
  })
  await old.close()
  const now = await place.open()
  const found = await now.read((tx) => tx.all('SELECT kind, id, seq FROM change ORDER BY kind, id, seq'))
  expect(found.map(({ kind, id, seq }) => `${kind} ${id} ${seq}`)).toEqual([
    ...['grid s1 1', 'grid s1 3', 'grid s11 1', 'person p1 2', 'person p1 3', 'vocabulary roles 4'],
  ])
  await now.close()
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
