import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { Agent, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { IMPORT_FILE_LIMIT, type ImportChoices, type ImportJob } from '../../domain/import-wire.ts'
import { aBrowser, type Browser, HOST, signInRaw } from '../../testing/browser.ts'
import { endPost, rowsIn } from '../../testing/community.ts'

const ROSTER = '楼栋,室号,姓名,性别,身份证号\n新楼,101,张三,男,11010519491231002X\n新楼,102,李四,X,\n'
const upload = (browser: Browser, payload: string | Buffer, source = 'roster') =>
  browser.ask('POST', `/api/import?source=${source}`, {
    payload,
    headers: { 'content-type': 'application/octet-stream' },
  })
async function untilSettled(browser: Browser, { id }: ImportJob): Promise<ImportJob> {
  for (;;) {
    const job = (await browser.ask('GET', `/api/import/${id}`)).json<ImportJob>()
    if (['ready', 'done', 'failed', 'stopped'].includes(job.stage)) return job
    await wait(20)
  }
}
async function aReadyJob(text = ROSTER): Promise<{ readonly browser: Browser; readonly job: ImportJob }> {
  const browser = await aBrowser()
  await browser.signIn('staff')
  const begun = await upload(browser, text)
  expect(begun.statusCode).toBe(201)
  return { browser, job: await untilSettled(browser, begun.json<ImportJob>()) }
}
const confirm = (browser: Browser, { id, report }: ImportJob, acceptGoodRows: boolean) =>
  browser.ask('POST', `/api/import/${id}/confirm`, { payload: { digest: report?.digest ?? '', acceptGoodRows } })
const headOf = async (browser: Browser) => (await rowsIn(browser.server, 'c')).length
const foldersLeft = () => readdirSync(tmpdir()).filter((name) => name.startsWith('minqing-import-'))

test('a coordinator’s file is shown, confirmed and written, and only then', async () => {
  const { browser, job } = await aReadyJob()
  const before = await headOf(browser)
  expect(job).toMatchObject({
    stage: 'ready',
    rows: 2,
    preview: { line: 1, columns: [{ field: 'building' }, {}, {}, {}, { isIdentity: true }] },
  })
  expect(job.report).toMatchObject({
    written: false,
    rejected: [{ line: 3, reason: 'bad_sex' }],
    counts: { residents: { new: 1 } },
  })
  expect(JSON.stringify(job)).not.toContain('19491231')
  expect((await confirm(browser, job, true)).statusCode).toBe(200)
  const done = await untilSettled(browser, job)
  expect([done.stage, done.report?.written]).toEqual(['done', true])
  expect(await headOf(browser)).toBeGreaterThan(before)
  const made = await browser.server.db.read((tx) => tx.all("SELECT author FROM command WHERE type = 'server.import'"))
  expect([...new Set(made.map(({ author }) => author))]).toEqual(['staff'])
})

test('with a rejected row nothing is written unless the good rows were asked for', async () => {
  const { browser, job } = await aReadyJob()
  const before = await headOf(browser)
  await confirm(browser, job, false)
  const after = await untilSettled(browser, job)
  expect([after.stage, after.report?.written, await headOf(browser)]).toEqual(['ready', false, before])
})

test('rejected rows come as a table with their lines, reasons and cells, and no cell is a formula', async () => {
  const { browser, job } = await aReadyJob('楼栋,室号,姓名,性别\n新楼,101,=1+1,男\n新楼,102,"=A1,B1",X\n')
  const { headers, body } = await browser.ask('GET', `/api/import/${job.id}/rejected?language=en`)
  expect(headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' })
  expect(body).toBe(
    '\uFEFFwhy it was not taken,line in the file,what was found,building,room,name,sex\r\nsex not understood,3,X,新楼,102,"\'=A1,B1",X\r\n',
  )
})

test('columns and a datum that somebody corrects are read anew', async () => {
  const { browser, job } = await aReadyJob('甲,乙,丙\n新楼,101,张三\n')
  expect(job).toMatchObject({ stage: 'failed', fault: { code: 'no_header' }, preview: { rows: 1 } })
  const payload = { columns: { '0': 'building', '1': 'room', '2': 'name' } }
  const asked = await browser.ask('POST', `/api/import/${job.id}/choices`, { payload })
  expect(asked.statusCode).toBe(200)
  expect(await untilSettled(browser, job)).toMatchObject({
    stage: 'ready',
    report: { counts: { residents: { new: 1 } } },
  })
  expect((await browser.ask('POST', `/api/import/${job.id}/choices`, { payload: { datum: 'mars' } })).statusCode).toBe(
    400,
  )
})

test('a table without a header loses no row: its columns are named by hand', async () => {
  const { browser, job } = await aReadyJob('新楼,101,张三\n新楼,102,李四\n新楼,103,王五,15400001111\n')
  expect(job).toMatchObject({ stage: 'failed', fault: { code: 'no_header' }, preview: { line: 0, rows: 3 } })
  const payload = { columns: { '0': 'building', '1': 'room', '2': 'name', '3': 'phone' } }
  await browser.ask('POST', `/api/import/${job.id}/choices`, { payload })
  const { report } = await untilSettled(browser, job)
  expect(report).toMatchObject({ counts: { residents: { new: 3 } }, rejected: [] })
  const done = await confirm(browser, await untilSettled(browser, job), false).then(() => untilSettled(browser, job))
  expect(done.stage).toBe('done')
  const people = await browser.server.db.read((tx) => tx.all("SELECT body FROM entity WHERE kind = 'resident'"))
  expect(people.filter(({ body }) => String(body).includes('15400001111'))).toHaveLength(1)
})

/** Reads the file anew as somebody has chosen now. */
async function choose(browser: Browser, job: ImportJob, payload: ImportChoices) {
  await browser.ask('POST', `/api/import/${job.id}/choices`, { payload: payload as object })
  const { preview } = await untilSettled(browser, job)
  if (preview?.kind !== 'table') throw new Error('no table')
  return { fields: preview.columns.map(({ field }) => field), datum: preview.datum }
}

test('a field that a column is given leaves the one that had it, wherever that stands, and what was chosen before stays', async () => {
  const { browser, job } = await aReadyJob('业主,姓名,楼栋,室号,小名\n张三,张小三,新楼,101,三儿\n')
  expect((await choose(browser, job, { columns: { '0': 'name' } })).fields).toEqual([
    'name',
    '',
    'building',
    'room',
    '',
  ])
  expect((await choose(browser, job, { columns: { '4': 'head' } })).fields).toEqual([
    ...['name', '', 'building', 'room', 'head'],
  ])
  expect((await choose(browser, job, { columns: { '4': 'name' } })).fields).toEqual([
    '',
    '',
    'building',
    'room',
    'name',
  ])
})

test('the datum that was chosen stays when a column is corrected after it', async () => {
  const browser = await aBrowser()
  await browser.signIn('staff')
  const begun = await upload(browser, '楼栋,地址,经度,纬度,层\n新楼,长路1号,121.48,31.23,6\n', 'buildings')
  const job = begun.json<ImportJob>()
  await untilSettled(browser, job)
  expect((await choose(browser, job, { datum: 'bd09' })).datum).toBe('bd09')
  expect((await choose(browser, job, { columns: { '4': 'levels' } })).datum).toBe('bd09')
  const { report } = await untilSettled(browser, job)
  expect(report?.remarks).toMatchObject([{ code: 'datum_chosen', found: 'bd09' }])
})

test('a job that is stopped is gone with its file, and so is one when the next begins or the server ends', async () => {
  const { browser, job } = await aReadyJob()
  expect((await browser.ask('DELETE', `/api/import/${job.id}`)).statusCode).toBe(204)
  expect((await browser.ask('GET', `/api/import/${job.id}`)).statusCode).toBe(404)
  const first = (await upload(browser, ROSTER)).json<ImportJob>()
  const second = (await upload(browser, ROSTER)).json<ImportJob>()
  expect((await browser.ask('GET', `/api/import/${first.id}`)).statusCode).toBe(404)
  expect((await untilSettled(browser, second)).stage).toBe('ready')
  const before = foldersLeft().length
  await browser.app.close()
  expect(foldersLeft().length).toBe(before - 1)
})

test('a job belongs to its session: another of the same person does not see it', async () => {
  const { browser, job } = await aReadyJob()
  const other = await aBrowser({}, browser.server)
  await other.signIn('staff')
  expect((await other.ask('GET', `/api/import/${job.id}`)).statusCode).toBe(404)
  expect((await confirm(other, job, true)).statusCode).toBe(404)
})

test('who coordinates a part, visits or is not signed in may not bring files; rights are asked again at the end', async () => {
  for (const person of ['chief', 'micro', 'leader1', 'liaison', 'auditor']) {
    const browser = await aBrowser()
    await browser.signIn(person)
    expect((await upload(browser, ROSTER)).statusCode, person).toBe(403)
  }
  expect((await upload(await aBrowser(), ROSTER)).statusCode).toBe(401)
  const { browser, job } = await aReadyJob()
  await endPost(browser.server, 'staff', '2026-11-25')
  expect((await confirm(browser, job, true)).statusCode).toBe(403)
})

test('after a file beyond the limit the next request on the same connection is answered, too', async () => {
  const { browser, cookie } = await aListener()
  const { port } = browser.app.server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const options = { port, agent, headers: { host: HOST, origin: `http://${HOST}`, cookie } }
  const type = { ...options.headers, 'content-type': 'application/octet-stream' }
  const sending = request({ ...options, path: '/api/import?source=roster', method: 'POST', headers: type })
  // As far beyond as no buffer on the way holds.
  const more = Buffer.alloc(32 * 1024 * 1024, 'a')
  sending.end(Buffer.concat([Buffer.alloc(IMPORT_FILE_LIMIT), more]))
  const [large] = (await once(sending, 'response')) as [IncomingMessage]
  expect(large.statusCode).toBe(413)
  await Promise.all([once(sending, 'finish'), once(large.resume(), 'end')])
  const [next] = (await once(request({ ...options, path: '/api/import/none' }).end(), 'response', {
    signal: AbortSignal.timeout(5_000),
  })) as [IncomingMessage]
  expect(next.statusCode).toBe(404)
  agent.destroy()
})
test('a packed file beyond the limit is not inflated to its end: the connection closes with the answer', async () => {
  const browser = await aBrowser()
  await browser.signIn('staff')
  const { statusCode, headers } = await browser.ask('POST', '/api/import?source=roster', {
    payload: gzipSync(Buffer.alloc(IMPORT_FILE_LIMIT * 2)),
    headers: { 'content-type': 'application/octet-stream', 'content-encoding': 'gzip' },
  })
  expect([statusCode, headers.connection]).toEqual([413, 'close'])
})
/** A coordinator's browser in front of a server that listens. */
async function aListener() {
  const browser = await aBrowser()
  const { cookies } = await signInRaw(browser, 'staff')
  await browser.app.listen({ port: 0, host: '127.0.0.1' })
  return { browser, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}

test('a file beyond the limit, of no kind or without bytes is refused in one word', async () => {
  const browser = await aBrowser()
  await browser.signIn('staff')
  const large = await upload(browser, Buffer.alloc(IMPORT_FILE_LIMIT + 1, 'a'))
  expect([large.statusCode, large.json()]).toEqual([413, { error: { code: 'too_large' } }])
  expect((await upload(browser, ROSTER, 'letters')).statusCode).toBe(400)
  expect((await browser.ask('POST', '/api/import?source=roster', { payload: { a: 1 } })).statusCode).toBe(400)
  const empty = await untilSettled(browser, (await upload(browser, '')).json<ImportJob>())
  expect(empty).toMatchObject({ stage: 'failed', fault: { code: 'empty' } })
})
