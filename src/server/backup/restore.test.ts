import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aServer, COMMUNITY, NOW, rowsIn, type TestServer } from '../../testing/community.ts'
import { pushOne } from '../../testing/conversation.ts'
import { asTexts } from '../../testing/sim/look.ts'
import { aVisitNow, aWholePhone, diskOf } from '../../testing/whole-phone.ts'
import { readConfig } from '../config.ts'
import { mustFindCommunity } from '../server.ts'
import { startServer } from '../start.ts'
import { Backups } from './backup.ts'
import { runCommand } from './commands.ts'
import { restore } from './restore.ts'
import { verify } from './verify.ts'

let folder: string
let dataDir: string
let file: string
let copy: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-'))
  dataDir = join(folder, 'data')
  file = join(dataDir, 'minqing.db')
  copy = join(folder, 'copy.db')
  mkdirSync(dataDir)
})
afterEach(() => rmSync(folder, { recursive: true }))

const headOf = async (server: TestServer) => (await server.db.read((tx) => mustFindCommunity(tx, COMMUNITY))).head.seq
const putBack = (from = copy) => restore(from, { dataDir, now: NOW })
/** A backup at seq 4, and a database that has gone on to seq 5. */
async function goneOn(): Promise<void> {
  const server = await aServer({ file })
  await new Backups(server, dataDir).make(copy)
  await pushOne(server, 'leader1')
  await server.db.close()
}
const KEPT = 'minqing-replaced-2026-11-26T06-20-00Z.db'

test('a backup takes the place of the database, and the one that was there stays under a dated name', async () => {
  await goneOn()
  const bytes = readFileSync(copy)
  const { kept, contents } = putBack()
  expect(kept).toBe(join(dataDir, KEPT))
  expect(contents.commands).toBe(4)
  expect(verify(join(dataDir, KEPT)).commands).toBe(5)
  const server = await aServer({ file, isFilled: true })
  expect(await headOf(server)).toBe(4)
  await server.db.close()
  expect(readFileSync(copy).equals(bytes)).toBe(true)
})

test('T4 phones heal: what the backup did not know comes again, and everybody holds what the server holds', async () => {
  let server = await aServer({ file })
  const phone = aWholePhone(() => server, 'leader1')
  await phone.round()
  await new Backups(server, dataDir).make(copy)
  const visit = aVisitNow(server)
  await phone.act(visit)
  await phone.round()
  await server.db.close()
  putBack()
  server = await aServer({ file, isFilled: true })
  await phone.round()
  const { received, packs, state } = await diskOf(phone)
  expect(phone.reports).toContain('reset restored')
  expect(received.get(visit.id)).toBe('ok')
  const mine = [...packs.values()].flatMap((rows) => [...rows.values()])
  expect(asTexts(mine)).toEqual(asTexts(await rowsIn(server, ...state.packs)))
  await server.db.close()
})

test('what lay only in the log of a server that was killed is in the database that is kept, and not in the new one', async () => {
  await goneOn()
  const killed = new DatabaseSync(file)
  killed.exec(
    "PRAGMA wal_autocheckpoint = 0; UPDATE community SET safe = 3; INSERT INTO code VALUES ('test', 'late', '', '', '')",
  )
  copyFileSync(file, join(folder, 'left.db'))
  copyFileSync(`${file}-wal`, join(folder, 'left.db-wal'))
  killed.close()
  copyFileSync(join(folder, 'left.db'), file)
  copyFileSync(join(folder, 'left.db-wal'), `${file}-wal`)
  putBack()
  const codes = (of: string) => {
    const db = new DatabaseSync(of)
    const found = db.prepare('SELECT hash FROM code').all()
    db.close()
    return found.length
  }
  expect([codes(join(dataDir, KEPT)), codes(file)]).toEqual([1, 0])
  expect(readdirSync(dataDir).filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([])
})

test('a copy with its log beside it is taken whole', async () => {
  await goneOn()
  const open = new DatabaseSync(file)
  open.exec("PRAGMA wal_autocheckpoint = 0; INSERT INTO code VALUES ('test', 'late', '', '', '')")
  copyFileSync(file, join(folder, 'by-hand.db'))
  copyFileSync(`${file}-wal`, join(folder, 'by-hand.db-wal'))
  open.close()
  putBack(join(folder, 'by-hand.db'))
  const db = new DatabaseSync(file)
  expect(db.prepare('SELECT COUNT(*) AS codes FROM code').get()).toEqual({ codes: 1 })
  db.close()
  expect(existsSync(join(folder, 'by-hand.db-wal'))).toBe(true)
})

test('where there was no database, or a damaged one, it is put in place all the same', async () => {
  await goneOn()
  rmSync(file)
  expect(putBack().kept).toBeUndefined()
  writeFileSync(file, 'no database at all '.repeat(500))
  expect(putBack().kept).toBe(join(dataDir, KEPT))
  expect(readFileSync(join(dataDir, KEPT), 'utf8')).toMatch(/^no database/)
  expect(verify(file).commands).toBe(4)
})

test('what is damaged, foreign, newer, missing or the database itself is refused, and everything is as it was', async () => {
  await goneOn()
  const before = readFileSync(file)
  const spoil = (sql: string): string => {
    const spoilt = join(folder, 'spoilt.db')
    copyFileSync(copy, spoilt)
    const db = new DatabaseSync(spoilt)
    db.exec(sql)
    db.close()
    return spoilt
  }
  const cut = join(folder, 'cut.db')
  writeFileSync(cut, readFileSync(copy).subarray(0, 20_000))
  const text = join(folder, 'text.db')
  writeFileSync(text, 'no database at all '.repeat(500))
  expect(() => putBack(cut)).toThrowError(expect.objectContaining({ kind: 'damaged' }))
  expect(() => putBack(text)).toThrowError(expect.objectContaining({ kind: 'damaged' }))
  expect(() => putBack(spoil('PRAGMA application_id = 7'))).toThrowError(expect.objectContaining({ kind: 'foreign' }))
  expect(() => putBack(spoil('PRAGMA user_version = 99'))).toThrowError(expect.objectContaining({ kind: 'newer' }))
  expect(() => putBack(spoil('DELETE FROM command'))).toThrowError(expect.objectContaining({ kind: 'damaged' }))
  expect(() => putBack(join(folder, 'none.db'))).toThrowError(expect.objectContaining({ kind: 'not_readable' }))
  expect(() => putBack(file)).toThrowError(expect.objectContaining({ kind: 'exists' }))
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(dataDir).filter((name) => name.includes('replaced') || name.includes('restore'))).toEqual([])
})

test('while a server holds the database it is refused', async () => {
  await goneOn()
  const server = await aServer({ file, isFilled: true })
  expect(() => putBack()).toThrowError(expect.objectContaining({ kind: 'held_by_another' }))
  expect(await headOf(server)).toBe(5)
  await server.db.close()
})

async function run(...words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runCommand(words, {
    env: { DATA_DIR: dataDir },
    cwd: folder,
    now: NOW,
    out: (text) => {
      said.out += text
    },
    err: (text) => {
      said.err += text
    },
  })
  return { code, ...said }
}
test('the commands say one line: made without a server, through a running one, restored, and refused', async () => {
  const server = await aServer({ file })
  await server.db.close()
  expect(await run('backup', 'direct.db')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringContaining('4 commands'),
  })
  const config = readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, DEMO: '0' }, [])
  if (typeof config === 'string') throw new Error(config)
  const nobody = async () => {
    throw new Error('no demo here')
  }
  const parts = { log: { info() {}, error() {} }, fillDemo: nobody, demoPeople: nobody, control: {} }
  const running = await startServer(config, parts)
  expect(running.lastBackup).toMatchObject({ file: join(folder, 'direct.db') })
  expect(await run('backup', 'running.db')).toMatchObject({ code: 0, out: expect.stringContaining('1 community') })
  expect(await run('backup', 'running.db')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(/^.*already.*\n$/),
  })
  expect(await run('restore', 'running.db')).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('stop it first'),
  })
  await running.stop()
  expect(await run('restore', 'running.db')).toMatchObject({ code: 0, err: '', out: expect.stringContaining(KEPT) })
  expect(await run('restore')).toMatchObject({ code: 1, out: '', err: 'Name one file: npm run restore -- FILE\n' })
  expect(statSync(file).size).toBeGreaterThan(0)
})

test('settings of the nightly backup that make no sense are told in one line', () => {
  expect(readConfig({ BACKUP_HOUR: '24' }, [])).toMatch(/^BACKUP_HOUR/)
  expect(readConfig({ BACKUP_HOUR: '' }, [])).toMatch(/^BACKUP_HOUR/)
  expect(readConfig({ BACKUP_KEEP: '0' }, [])).toMatch(/^BACKUP_KEEP/)
  expect(readConfig({ BACKUP_HOUR: 'off' }, [])).toMatchObject({ backup: undefined })
  expect(readConfig({ DATA_DIR: dataDir }, [])).toMatchObject({
    backup: { hour: 3, keep: 14, folder: join(dataDir, 'backups') },
  })
})
