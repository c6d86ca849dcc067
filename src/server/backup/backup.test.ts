import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aServer, COMMUNITY, type TestServer, who } from '../../testing/community.ts'
import { pushOne } from '../../testing/conversation.ts'
import { administer } from '../admin.ts'
import { compactExits } from '../compact.ts'
import { startDuties } from '../duties.ts'
import { mustFindCommunity } from '../server.ts'
import { Backups, controlBackup } from './backup.ts'
import { readLastBackup } from './files.ts'
import { nightlyBackup } from './nightly.ts'
import { verify } from './verify.ts'

let folder: string
let server: TestServer
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minqing-'))
  server = await aServer({ file: join(folder, 'minqing.db') })
})
afterEach(async () => {
  await server.db.close()
  rmSync(folder, { recursive: true })
})
const stateOf = () => server.db.read((tx) => mustFindCommunity(tx, COMMUNITY))
/** Megabytes, so that a copy takes more than one step. */
const fatten = () =>
  server.db.write(COMMUNITY, (tx) =>
    tx.put(
      'code',
      Array.from({ length: 10_000 }, (_, n) => ({ community: COMMUNITY, hash: `h-${n}`, account: 'x'.repeat(900) })),
    ),
  )

test('writes go on while a backup is made, and safe is the head inside the copy, not the head after', async () => {
  await fatten()
  const before = await stateOf()
  const target = join(folder, 'copy.db')
  let isMade = false
  const made = new Backups(server, folder).make(target).then((contents) => {
    isMade = true
    return contents
  })
  let during = 0
  while (!isMade) {
    await pushOne(server, 'leader1')
    if (!isMade) during += 1
    await new Promise(setImmediate)
  }
  const { heads } = await made
  const after = await stateOf()
  expect(during).toBeGreaterThan(1)
  expect(heads[0]?.head.seq).toBeLessThan(after.head.seq)
  expect(heads[0]?.head.seq).toBeGreaterThanOrEqual(before.head.seq)
  expect(after.safe).toBe(heads[0]?.head.seq)
  expect(verify(target).heads).toEqual(heads)
})

test('a backup is one file, readable by its owner alone, and its contents are counted', async () => {
  const umask = process.umask(0o077)
  const target = join(folder, 'copy.db')
  const contents = await new Backups(server, folder).make(target)
  process.umask(umask)
  const [rows] = await server.db.read((tx) => tx.all('SELECT COUNT(*) AS count FROM entity'))
  expect(contents).toMatchObject({ rows: rows?.['count'], commands: 4 })
  expect(statSync(target).mode & 0o077).toBe(0)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
  expect(readLastBackup(folder)).toEqual({ at: '2026-11-26T06:20:00.000Z', file: target })
})

test('what cannot be made is told in one line, leaves nothing, and safe stays', async () => {
  const backups = new Backups(server, folder)
  await backups.make(join(folder, 'first.db'))
  await pushOne(server, 'leader1')
  const before = await stateOf()
  const note = readLastBackup(folder)
  const names = readdirSync(folder)
  writeFileSync(join(folder, 'file'), '')
  await expect(backups.make(join(folder, 'none', 'x.db'))).rejects.toMatchObject({ kind: 'not_writable' })
  await expect(backups.make(join(folder, 'file', 'x.db'))).rejects.toMatchObject({ kind: 'not_writable' })
  const exists = backups.make(join(folder, 'minqing.db'))
  await expect(exists).rejects.toMatchObject({ kind: 'exists', message: expect.not.stringContaining('\n') })
  expect(await stateOf()).toEqual(before)
  expect(readLastBackup(folder)).toEqual(note)
  expect(readdirSync(folder)).toEqual([...names, 'file'].sort())
})

test('a database that has become damaged gives no backup, and safe stays', async () => {
  await server.db.write(COMMUNITY, (tx) => tx.all("UPDATE community SET mark = 'elsewhere'"))
  await expect(new Backups(server, folder).make(join(folder, 'copy.db'))).rejects.toMatchObject({ kind: 'damaged' })
  await server.db.write(COMMUNITY, (tx) =>
    tx.all('UPDATE community SET mark = (SELECT mark FROM command WHERE seq = head)'),
  )
  await server.db.write(COMMUNITY, (tx) => tx.all("DELETE FROM entity WHERE kind = 'resident'"))
  await expect(new Backups(server, folder).make(join(folder, 'copy.db'))).rejects.toMatchObject({ kind: 'damaged' })
  expect((await stateOf()).safe).toBe(0)
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
})

test('two at once under one name: the second is refused, and the first is whole', async () => {
  const backups = new Backups(server, folder)
  const file = join(folder, 'copy.db')
  const [first, second] = await Promise.allSettled([backups.make(file), backups.make(file)])
  expect([first.status, second.status]).toEqual(['fulfilled', 'rejected'])
  expect(verify(file).commands).toBe(4)
})

test('the control door answers with the contents, or with the one line', async () => {
  const control = controlBackup(new Backups(server, folder))
  expect(await control(server, { file: join(folder, 'copy.db') })).toMatchObject({ status: 200, body: { commands: 4 } })
  expect(await control(server, { file: 'copy.db' })).toMatchObject({ status: 400 })
  expect(await control(server, { file: join(folder, 'copy.db') })).toMatchObject({
    status: 409,
    body: { error: { code: 'exists', line: expect.stringContaining('copy.db') } },
  })
})

test('backing up and forgetting exits leave each other alone', async () => {
  await administer(server, who('staff'), {
    type: 'household.move',
    payload: { household: 'h-s1-1', door: 'd-s2-1' },
  })
  server.time.now += 91 * 86_400_000
  await new Backups(server, folder).make(join(folder, 'one.db'))
  await compactExits(server)
  expect(await stateOf()).toMatchObject({ safe: 5, horizon: 5, head: { seq: 5 } })
  await new Backups(server, folder).make(join(folder, 'two.db'))
  expect(await stateOf()).toMatchObject({ safe: 5, horizon: 5, head: { seq: 5 } })
})

const path = JSON.stringify(new URL('./backup.ts', import.meta.url).href)
const sqlite = JSON.stringify(new URL('../sqlite.ts', import.meta.url).href)
const serverModule = JSON.stringify(new URL('../server.ts', import.meta.url).href)
/** A process of its own over the same file. */
const inProcess = (act: string): string => `
  const { openDatabase } = await import(${sqlite})
  const { makeServer } = await import(${serverModule})
  const { Backups } = await import(${path})
  const db = openDatabase(${JSON.stringify(join(folder, 'minqing.db'))})
  const made = new Backups(makeServer({ db }), ${JSON.stringify(folder)}).make(${JSON.stringify(join(folder, 'copy.db'))})
  ${act}`
const NODE = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e'] as const

test('on a disk that is full one line says so, and nothing is left', async () => {
  await fatten()
  await server.db.close()
  const script = inProcess('await made.catch((error) => console.log(JSON.stringify([error.kind, error.message])))')
  // No file may grow beyond two megabytes: what a full disk looks like, without filling one.
  const run = 'ulimit -f 2000; exec "$0" --disable-warning=ExperimentalWarning --input-type=module -e "$1"'
  const { stdout } = spawnSync('bash', ['-c', run, process.execPath, script], { encoding: 'utf8' })
  const [kind, line] = JSON.parse(stdout) as [string, string]
  expect([kind, line.includes('copy.db'), line.split('\n').length]).toEqual(['disk_full', true, 1])
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
  server = await aServer({ file: join(folder, 'minqing.db'), isFilled: true })
  expect((await stateOf()).safe).toBe(0)
})

test('killed half way nothing lies under the finished name, safe stays, and the next one clears up', async () => {
  await fatten()
  await server.db.close()
  const { signal } = spawnSync(process.execPath, [
    ...NODE,
    inProcess(`await new Promise(setImmediate); process.kill(process.pid, 'SIGKILL'); await made`),
  ])
  expect(signal).toBe('SIGKILL')
  expect(existsSync(join(folder, 'copy.db'))).toBe(false)
  expect(existsSync(join(folder, 'copy.db.part'))).toBe(true)
  server = await aServer({ file: join(folder, 'minqing.db'), isFilled: true })
  expect((await stateOf()).safe).toBe(0)
  await new Backups(server, folder).make(join(folder, 'copy.db'))
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
  expect((await stateOf()).safe).toBe(4)
})

const DAY = 86_400_000
const aNight = (keep: number) => {
  const nightly = { hour: 3, keep, folder: join(folder, 'backups') }
  return { duty: nightlyBackup(server, new Backups(server, folder), nightly), names: () => readdirSync(nightly.folder) }
}
test('each day has its backup, and the oldest go', async () => {
  const { duty, names } = aNight(2)
  const duties = startDuties(server, [duty])
  for (let day = 0; day < 4; day++) {
    await duties.look()
    await duties.look()
    server.time.now += DAY
  }
  await duties.stop()
  expect(names()).toEqual(['minqing-2026-11-28T06-20-00Z.db', 'minqing-2026-11-29T06-20-00Z.db'])
  expect((await stateOf()).safe).toBe(4)
})

test('it waits for its hour, a missed one is made up for, and a restart makes none beside', async () => {
  const { duty, names } = aNight(9)
  const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 30).getTime()
  server.time.now = at(26, 4)
  expect(duty.isDue(server.time.now)).toBe(true)
  await duty.run()
  expect(aNight(9).duty.isDue(at(26, 23))).toBe(false)
  expect(duty.isDue(at(27, 2))).toBe(false)
  expect(duty.isDue(at(27, 3))).toBe(true)
  expect(duty.isDue(at(29, 1))).toBe(true)
  expect(names()).toHaveLength(1)
})

test('a backup of a day to come, made while the clock was wrong, keeps no other from being made', async () => {
  const { duty, names } = aNight(3)
  mkdirSync(join(folder, 'backups'))
  writeFileSync(join(folder, 'backups', 'minqing-2031-01-01T03-00-00Z.db'), '')
  expect(duty.isDue(server.time.now)).toBe(true)
  await duty.run()
  expect(duty.isDue(server.time.now)).toBe(false)
  expect(names()).toHaveLength(2)
})

test('other files in the folder are left alone, half-made ones go', async () => {
  const { duty, names } = aNight(1)
  mkdirSync(join(folder, 'backups'))
  for (const name of ['mine.db', 'mine.db.part', 'minqing-2020-01-01T03-00-00Z.db.part']) {
    writeFileSync(join(folder, 'backups', name), '')
  }
  await duty.run()
  expect(names()).toEqual(['mine.db', 'mine.db.part', 'minqing-2026-11-26T06-20-00Z.db'])
  const opened = new DatabaseSync(join(folder, 'backups', 'minqing-2026-11-26T06-20-00Z.db'), { readOnly: true })
  expect(opened.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  opened.close()
  expect(readFileSync(join(folder, 'backups', 'mine.db'), 'utf8')).toBe('')
})
