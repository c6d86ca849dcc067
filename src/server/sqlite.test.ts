import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { asId, type CommunityId } from '../domain/ids.ts'
import { OLDEST_EXITS } from './compact.ts'
import type { SqlRow } from './database.ts'
import { Fault } from './fault.ts'
import { openDatabase } from './sqlite.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-'))
  file = join(folder, 'minqing.db')
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

const aCommunity = (community: string, head = 0): SqlRow => ({
  community,
  head,
  mark: '',
  horizon: 0,
  safe: 0,
  ground: 0,
})
const heads = 'SELECT community, head FROM community ORDER BY community'
const ANY: CommunityId = asId('a')
const kindOf = (work: () => unknown): string | undefined => {
  try {
    work()
    return undefined
  } catch (error) {
    return error instanceof Fault ? error.kind : String(error)
  }
}

test('every commit is flushed to the disk before it is answered', async () => {
  const db = openDatabase(file)
  const pragma = async (name: string) =>
    Object.values((await db.write(ANY, (tx) => tx.all(`PRAGMA ${name}`)))[0] ?? {})[0]
  expect([await pragma('journal_mode'), await pragma('synchronous')]).toEqual(['wal', 2])
  await db.close()
})

test('writes that wait share one flush; each sees those before it, and one that fails takes nothing of the others along', async () => {
  const db = openDatabase(file)
  const exec = vi.spyOn(DatabaseSync.prototype, 'exec')
  const seen: number[] = []
  const add = (n: number) =>
    db.write(ANY, async (tx) => {
      seen.push((await tx.all(heads)).length)
      await tx.put('community', [aCommunity(`c${n}`)])
      if (n === 1) throw new TypeError('ours')
      return n
    })
  const told = await Promise.allSettled([0, 1, 2].map(add))
  expect(exec.mock.calls.filter(([sql]) => sql === 'COMMIT')).toHaveLength(1)
  expect(told.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    0,
    'TypeError: ours',
    2,
  ])
  expect(seen).toEqual([0, 1, 1])
  expect(await db.read((tx) => tx.all(heads))).toEqual([
    { community: 'c0', head: 0 },
    { community: 'c2', head: 0 },
  ])
  await db.close()
})

test('writes that share a flush which fails are all told so, nothing of them stays, and the next are taken', async () => {
  const db = openDatabase(file)
  const add = (name: string) => db.write(ANY, (tx) => tx.put('community', [aCommunity(name)]))
  const real = DatabaseSync.prototype.exec
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    if (sql === 'COMMIT') throw Object.assign(new Error('full'), { errcode: 13 })
    return real.call(this, sql)
  })
  const told = await Promise.allSettled(['a', 'b'].map(add))
  expect(told.map((one) => (one.status === 'rejected' ? one.reason.kind : 'fulfilled'))).toEqual([
    'disk_full',
    'disk_full',
  ])
  vi.restoreAllMocks()
  await add('c')
  expect(await db.read((tx) => tx.all(heads))).toEqual([{ community: 'c', head: 0 }])
  await db.close()
})

test('a database that is open is refused to a second holder and can be opened after the first has closed', async () => {
  const db = openDatabase(file)
  expect(kindOf(() => openDatabase(file))).toBe('held_by_another')
  await db.close()
  await openDatabase(file).close()
})

test('a process that was killed leaves no lock behind', async () => {
  const path = JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)
  const script = `const { openDatabase } = await import(${path}); openDatabase(${JSON.stringify(file)}); process.kill(process.pid, 'SIGKILL')`
  const { signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script])
  expect(signal).toBe('SIGKILL')
  await openDatabase(file).close()
})

test('a file that is damaged, foreign or newer is refused and left as it was', async () => {
  const text = 'this is no database '.repeat(500)
  writeFileSync(file, text)
  expect(kindOf(() => openDatabase(file))).toBe('damaged')
  expect(readFileSync(file, 'utf8')).toBe(text)

  rmSync(file)
  const foreign = new DatabaseSync(file)
  foreign.exec('CREATE TABLE notes (text)')
  foreign.close()
  const before = readFileSync(file)
  expect(kindOf(() => openDatabase(file))).toBe('foreign')
  expect(readFileSync(file).equals(before)).toBe(true)

  rmSync(file)
  await openDatabase(file).close()
  const newer = new DatabaseSync(file)
  newer.exec('PRAGMA user_version = 99')
  newer.close()
  expect(kindOf(() => openDatabase(file))).toBe('newer')
})

test('a database of which a page was overwritten is refused as damaged', async () => {
  const db = openDatabase(file)
  await db.write(ANY, (tx) =>
    tx.put(
      'community',
      Array.from({ length: 2000 }, (_, i) => aCommunity(`c${i}`)),
    ),
  )
  await db.close()
  const bytes = readFileSync(file)
  bytes.fill(0xee, bytes.byteLength - 8192)
  writeFileSync(file, bytes)
  expect(kindOf(() => openDatabase(file))).toBe('damaged')
  expect(readFileSync(file).equals(bytes)).toBe(true)
})

test('a copy of a database in memory opens as it was', async () => {
  const db = openDatabase(':memory:')
  await db.write(ANY, (tx) => tx.put('community', [aCommunity('a', 7)]))
  const bytes = await db.copy()
  await db.write(ANY, (tx) => tx.put('community', [aCommunity('a', 8)]))
  const copy = openDatabase(':memory:', { from: bytes })
  expect(await copy.read((tx) => tx.all(heads))).toEqual([{ community: 'a', head: 7 }])
})

test('a full disk is told as such, and nothing of the write that met it stays', () => {
  const path = JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)
  const script = `
    const { openDatabase } = await import(${path})
    const db = openDatabase(${JSON.stringify(file)})
    const row = (community) => ({ community, head: 0, mark: 'x'.repeat(900), horizon: 0, safe: 0, ground: 0 })
    let done = 0
    let fault
    while (fault === undefined) {
      const rows = Array.from({ length: 100 }, (_, i) => row(done + '-' + i))
      await db.write('a', (tx) => tx.put('community', rows)).then(() => { done += 1 }, (error) => { fault = error })
    }
    const [{ rows }] = await db.read((tx) => tx.all('SELECT COUNT(*) AS rows FROM community'))
    console.log(JSON.stringify([fault.kind, fault.retry, done > 0, rows === done * 100]))`
  // No file may grow beyond two megabytes: what a full disk looks like, without filling one.
  const run = 'ulimit -f 2000; exec "$0" --input-type=module -e "$1"'
  const { stdout } = spawnSync('bash', ['-c', run, process.execPath, script], { encoding: 'utf8' })
  expect(JSON.parse(stdout)).toEqual(['disk_full', 'later', true, true])
})

test('the oldest exits are found without a walk through the history', async () => {
  const db = openDatabase(':memory:')
  const plan = await db.read((tx) => tx.all(`EXPLAIN QUERY PLAN ${OLDEST_EXITS}`, 'a'))
  const steps = plan.map((row) => String(row['detail']))
  expect(steps.filter((step) => step.startsWith('SCAN') || step.includes('TEMP B-TREE'))).toEqual([])
  expect(steps).toHaveLength(2)
})
