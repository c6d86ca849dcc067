import { Client } from 'pg'
import { expect, test } from 'vitest'
import { asId, type CommunityId } from '../domain/ids.ts'
import { anAddress } from '../testing/over-postgres.ts'
import { findWalks } from '../testing/plans.ts'
import { runCommand } from './backup/commands.ts'
import type { SqlRow } from './database.ts'
import type { Fault } from './fault.ts'
import { openPostgres } from './postgres.ts'
import { STEPS } from './steps.ts'

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
const HEADS = 'SELECT community, head FROM community ORDER BY community'
const addOne = (db: Awaited<ReturnType<typeof openPostgres>>) =>
  db.write(A, async (tx) => {
    const [row] = await tx.all(HEADS)
    await tx.put('community', [aCommunity('a', Number(row?.['head']) + 1)])
  })
/** Two processes' doors to one database. */
async function twoDoors(options: Parameters<typeof openPostgres>[1] = {}) {
  const address = await anAddress()
  const [one, other] = [await openPostgres(address), await openPostgres(address, options)]
  await one.write(A, (tx) => tx.put('community', [aCommunity('a')]))
  const close = () => Promise.all([one.close(), other.close()])
  return { address, one, other, close }
}
/** A work that has begun, and the way to let it end. */
function holding(db: Awaited<ReturnType<typeof openPostgres>>) {
  let begun = (): void => undefined
  let letGo = (): void => undefined
  const isHeld = new Promise<void>((resolve) => {
    begun = resolve
  })
  const done = db.write(A, async () => {
    begun()
    await new Promise<void>((resolve) => {
      letGo = resolve
    })
  })
  return { isHeld, done, letGo: () => letGo() }
}

test('works about one community never overlap, whichever process they run in', async () => {
  const { one, other, close } = await twoDoors()
  await Promise.all(Array.from({ length: 40 }, (_, n) => addOne(n % 2 === 0 ? one : other)))
  expect(await one.read((tx) => tx.all(HEADS))).toEqual([{ community: 'a', head: 40 }])
  await close()
})

test('a work waits for no other community, and for its own only so long', async () => {
  const { one, other, close } = await twoDoors({ lockTimeout: 50 })
  const held = holding(one)
  await held.isHeld
  await other.write(B, (tx) => tx.put('community', [aCommunity('b')]))
  expect(await other.read((tx) => tx.all(HEADS))).toHaveLength(2)
  await expect(addOne(other)).rejects.toMatchObject({ kind: 'busy', retry: 'later' })
  held.letGo()
  await held.done
  await addOne(other)
  await close()
})

test('a lost connection is told as busy, its work leaves nothing, and the next work has another', async () => {
  const { one, close } = await twoDoors()
  const cut = one.write(A, async (tx) => {
    await tx.put('community', [aCommunity('a', 99)])
    await tx.all('SELECT pg_terminate_backend(pg_backend_pid())')
  })
  await expect(cut).rejects.toMatchObject({ kind: 'busy', retry: 'later' })
  await addOne(one)
  expect(await one.read((tx) => tx.all(HEADS))).toEqual([{ community: 'a', head: 1 }])
  await close()
})

test.each(['40001', '40P01'])('a clash (%s) is tried again, and told as busy when it goes on', async (state) => {
  const { one, close } = await twoDoors()
  const clash = `DO $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '${state}'; END $$`
  let attempts = 0
  const clashing = (times: number) =>
    one.write(A, async (tx) => {
      attempts += 1
      await tx.put('community', [aCommunity('a', attempts)])
      if (attempts <= times) await tx.all(clash)
    })
  await clashing(2)
  expect(await one.read((tx) => tx.all(HEADS))).toEqual([{ community: 'a', head: 3 }])
  attempts = 0
  await expect(clashing(99)).rejects.toMatchObject({ kind: 'busy', retry: 'later' })
  expect(attempts).toBe(3)
  await close()
})

test('a work that goes on after a failed statement is not taken for done', async () => {
  const { one, close } = await twoDoors()
  const careless = one.write(A, async (tx) => {
    await tx.put('community', [aCommunity('a', 9)])
    await tx.all('SELECT x FROM nowhere').catch(() => undefined)
  })
  await expect(careless).rejects.toThrow('went on')
  expect(await one.read((tx) => tx.all(HEADS))).toEqual([{ community: 'a', head: 0 }])
  await close()
})

test('of processes that start at once one takes the steps and all go on', async () => {
  const address = await anAddress()
  for (const steps of [STEPS, [...STEPS, ['ALTER TABLE account ADD COLUMN nickname TEXT']]]) {
    const doors = await Promise.all(Array.from({ length: 4 }, () => openPostgres(address, { steps })))
    const [row] = (await doors[0]?.read((tx) => tx.all('SELECT version FROM schema_version'))) ?? []
    expect(row).toEqual({ version: steps.length })
    await Promise.all(doors.map((door) => door.close()))
  }
})

test("a database that cannot be reached, holds another program's tables or forgets is refused in one line", async () => {
  const away = await openPostgres('postgres://x:secret@127.0.0.1:1/none').catch((error: unknown) => error)
  expect(away).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('ECONNREFUSED') })
  expect((away as Fault).message).not.toContain('secret')
  const address = await anAddress()
  const client = new Client({ connectionString: address })
  await client.connect()
  await client.query('CREATE TABLE command (words TEXT)')
  await expect(openPostgres(address)).rejects.toMatchObject({ kind: 'foreign' })
  const { rows } = await client.query("SELECT to_regclass('schema_version') AS found")
  expect(rows).toEqual([{ found: null }])
  await client.end()
  const forgetful = await openPostgres(`${address}%20-c%20synchronous_commit=off`).catch((error: unknown) => error)
  expect(forgetful).toMatchObject({ kind: 'unsuited' })
})

test('its copies are made by other programs, and whoever asks us is told so', async () => {
  const { one, close } = await twoDoors()
  await expect(one.copyTo('copy.db')).rejects.toMatchObject({ kind: 'unsuited', retry: 'never' })
  const lines: string[] = []
  const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  const around = { env, cwd: '.', now: 0, out: () => undefined, err: (text: string) => void lines.push(text) }
  for (const name of ['backup', 'restore']) expect(await runCommand([name, 'copy.db'], around)).toBe(1)
  expect(lines).toEqual([expect.stringContaining('pg_dump'), expect.stringContaining('pg_dump')])
  await close()
})

test('a statement without an index is found out', async () => {
  const { one, close } = await twoDoors()
  const asked = new Map([
    ['SELECT body FROM entity WHERE body = ?', ['x']],
    ['SELECT body FROM entity WHERE community = ? AND kind = ? AND id = ?', ['a', 'b', 'c']],
  ])
  expect(await findWalks(one, asked, 'PostgreSQL')).toMatchObject([expect.stringContaining('Seq Scan on entity')])
  await close()
})

/** Eight writers give numbers and a reader follows with a cursor; gives how many rows it never saw. */
async function missedBy(way: 'sequence' | 'lock'): Promise<number> {
  const address = await anAddress()
  const clients = Array.from({ length: 9 }, () => new Client({ connectionString: address }))
  await Promise.all(clients.map((client) => client.connect()))
  const [reader, ...writers] = clients as [Client, ...Client[]]
  await reader.query(
    'CREATE TABLE head (n BIGINT); INSERT INTO head VALUES (0); CREATE TABLE r (seq BIGINT PRIMARY KEY)',
  )
  await reader.query('CREATE SEQUENCE numbers')
  const next = way === 'sequence' ? "SELECT nextval('numbers') AS seq" : 'UPDATE head SET n = n + 1 RETURNING n AS seq'
  const write = async (client: Client): Promise<void> => {
    for (let row = 0; row < 25; row++) {
      await client.query('BEGIN')
      const { rows } = await client.query<{ seq: string }>(next)
      // What a batch does between taking its number and its commit.
      await client.query('INSERT INTO r SELECT $1 FROM pg_sleep($2)', [rows[0]?.seq, (row % 4) / 1000])
      await client.query('COMMIT')
    }
  }
  let isOver = false
  let cursor = 0
  let seen = 0
  const read = async (): Promise<void> => {
    for (let last = false; !last; ) {
      last = isOver
      const { rows } = await reader.query<{ seq: string }>('SELECT seq FROM r WHERE seq > $1 ORDER BY seq', [cursor])
      seen += rows.length
      cursor = Number(rows.at(-1)?.seq ?? cursor)
    }
  }
  const reading = read()
  await Promise.all(writers.map(write))
  isOver = true
  await reading
  await Promise.all(clients.map((client) => client.end()))
  return 8 * 25 - seen
}

test('a cursor over a bare sequence misses rows, one over numbers given under a lock misses none', async () => {
  expect(await missedBy('sequence')).toBeGreaterThan(0)
  expect(await missedBy('lock')).toBe(0)
})
