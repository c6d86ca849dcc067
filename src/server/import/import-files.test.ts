import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportReport } from '../../domain/import-wire.ts'
import type { Server } from '../server.ts'
import { startServer } from '../start.ts'
import { readArguments } from './arguments.ts'
import { controlImport } from './control.ts'
import { importFiles } from './import-files.ts'

interface Run {
  readonly code: number
  readonly out: string
  readonly err: string
}
async function run(folder: string, words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  let [out, err] = ['', '']
  const code = await importFiles(words, {
    env: { DATA_DIR: join(folder, 'data'), ...env },
    cwd: folder,
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err }
}
const aFolder = (roster = '楼栋,室号,姓名\n1号楼,101,张三\n1号楼,102,李四\n'): string => {
  const folder = mkdtempSync(join(tmpdir(), 'import-cli-'))
  writeFileSync(join(folder, 'roster.csv'), roster)
  writeFileSync(join(folder, 'posts.csv'), '姓名,岗位,网格\n沈桂芳,楼组长,1号楼\n')
  return folder
}
const reportIn = ({ out }: Run): ImportReport => JSON.parse(out) as ImportReport

test('without a server the database is opened, and the report says what came of it', async () => {
  const folder = aFolder()
  const dry = await run(folder, ['--roster', 'roster.csv', '--dry-run'])
  expect([dry.code, dry.err]).toEqual([0, ''])
  expect(dry.out).toContain('Dry run: nothing was written.')
  const written = await run(folder, [
    '--roster',
    'roster.csv',
    '--posts',
    'posts.csv',
    '--community',
    '新社区',
    '--json',
  ])
  expect([written.code, written.err]).toEqual([0, ''])
  expect(reportIn(written)).toMatchObject({ written: true, counts: { residents: { new: 2 }, posts: { new: 1 } } })
  expect(reportIn(written).codes).toMatchObject([{ name: '沈桂芳', code: expect.stringMatching(/^[0-9A-Z]{10}$/) }])
  const again = await run(folder, ['--roster=roster.csv'], { LANG: 'zh_CN.UTF-8' })
  expect(again.out).toContain('什么都没有改')
})

test('a rejected row is told with its line, nothing is written and the exit code says so', async () => {
  const folder = aFolder('楼栋,室号,姓名\n1号楼,101,张三\n1号楼,,李四\n')
  const refused = await run(folder, ['--roster', 'roster.csv'])
  expect(refused.code).toBe(1)
  expect(refused.out).toContain('roster line 3: no room')
  const good = await run(folder, ['--roster', 'roster.csv', '--accept-good-rows', '--json'])
  expect([good.code, reportIn(good).counts.residents.new]).toEqual([0, 1])
})

test('a running server is asked instead, and phones get what it writes', async () => {
  const folder = aFolder()
  const running = await startServer(
    { ...config(folder), demo: false },
    {
      log: { info() {}, error() {} },
      fillDemo: async () => {},
      demoPeople: nobody,
      control: { import: controlImport },
    },
  )
  try {
    const first = await run(folder, ['--roster', 'roster.csv', '--json'])
    expect([first.code, reportIn(first).written]).toEqual([0, true])
    const { code } = reportIn(first).codes[0] ?? { code: '' }
    const headers = { 'content-type': 'application/json', origin: running.url }
    const answer = await fetch(`${running.url}/api/session`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ code }),
    })
    expect([answer.status, await answer.json()]).toMatchObject([200, { communityName: '社区' }])
  } finally {
    await running.stop()
  }
})
const nobody = async (_server: Server): Promise<never> => {
  throw new Error('there is no demo')
}
const config = (folder: string) => ({
  ...{
    port: 0,
    host: '127.0.0.1',
    dataDir: join(folder, 'data'),
    tls: undefined,
    origin: undefined,
    databaseUrl: undefined,
    behindHttps: false,
    backup: undefined,
  },
  ...{ json: true, files: join(folder, 'nothing'), version: '0' },
})

test('a control file that a killed server left behind leads to the database itself', async () => {
  const folder = aFolder()
  await run(folder, ['--roster', 'roster.csv', '--dry-run'])
  writeFileSync(join(folder, 'data', 'control.json'), JSON.stringify({ url: 'http://127.0.0.1:9', token: 'gone' }))
  expect(reportIn(await run(folder, ['--roster', 'roster.csv', '--json'])).written).toBe(true)
})

test('a file that is missing or no table is one plain line and exit code 1', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'picture.png'), Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0]))
  for (const file of ['nothing.csv', 'picture.png']) {
    const { code, out, err } = await run(folder, ['--roster', file])
    expect([code, out, err.trim().split('\n').length], file).toEqual([1, '', 1])
    expect(err).toContain(file)
  }
})

test('the program itself reads its words and ends with the code', async () => {
  const folder = aFolder()
  const words = [resolve(process.cwd(), 'src/server/import/cli.ts'), '--roster', 'roster.csv', '--json']
  const env = { ...process.env, DATA_DIR: join(folder, 'data'), INIT_CWD: folder }
  const out = await new Promise<string>((done) => {
    execFile(process.execPath, words, { env }, (error, stdout) => done(error === null ? stdout : error.message))
  })
  expect(JSON.parse(out)).toMatchObject({ written: true, counts: { residents: { new: 2 } } })
})

test('the command line is read strictly', () => {
  expect(readArguments(['--roster', 'a.csv', '--buildings=b.json', '--dry-run'])).toEqual({
    files: { roster: 'a.csv', buildings: 'b.json' },
    dryRun: true,
    acceptGoodRows: false,
    json: false,
  })
  for (const words of [[], ['--roster'], ['--roster', '--dry-run'], ['--rooster', 'a'], ['a.csv'], ['--dry-run']])
    expect(readArguments(words), words.join(' ')).toContain('Usage')
})
