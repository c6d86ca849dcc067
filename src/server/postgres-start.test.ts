import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { put } from '../domain/see.ts'
import { anAddress } from '../testing/over-postgres.ts'
import { commitServerChanges } from './commit.ts'
import { readConfig } from './config.ts'
import { controlImport } from './import/control.ts'
import { importFiles } from './import/import-files.ts'
import { makeLog } from './log.ts'
import { addCommunity, type Server } from './server.ts'
import { type Parts, startServer } from './start.ts'

const DEMO = asId<'community'>('demo')
const FACTS = { name: 'Demo', timeZone: 'Asia/Shanghai', mode: 'peace', demo: true } as const
/** Like the real one: ids that follow from the content, so that filling twice is filling once. */
async function fillDemo(server: Server): Promise<void> {
  await addCommunity(server, DEMO)
  const changes = [put('community', { id: 'community', pack: COMMUNITY_PACK }, FACTS)]
  const id = asId<'command'>('0198c000-0000-7000-8000-000000000001')
  await commitServerChanges(server, DEMO, [{ id, type: 'server.demo', author: asId('demo'), changes }])
}
const anyone = async () => ({
  coordinator: asId<'person'>('p1'),
  microLeader: asId<'person'>('p2'),
  groupLeader: asId<'person'>('p3'),
  volunteer: asId<'person'>('p4'),
})
const PARTS: Parts = {
  log: makeLog(() => undefined, Date.now),
  fillDemo,
  demoPeople: anyone,
  control: { import: controlImport },
}

test('servers that start at once share one demo and leave no file, and an import goes in beside them', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'minqing-'))
  const env = { PORT: '0', HOST: '127.0.0.1', DATA_DIR: join(folder, 'data'), DATABASE_URL: await anAddress() }
  const config = readConfig(env, ['--json'])
  if (typeof config === 'string') throw new Error(config)
  const running = await Promise.all([startServer(config, PARTS), startServer(config, PARTS)])
  for (const { url, codes } of running) {
    for (const { url: other } of running) expect((await fetch(`${other}/api/health`)).status).toBe(200)
    const answer = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ code: codes?.volunteer }),
    })
    expect(await answer.json()).toMatchObject({ community: 'demo', communityName: 'Demo', person: 'p4' })
  }
  writeFileSync(join(folder, 'roster.csv'), '楼栋,室号,姓名\n1号楼,101,张三\n')
  const out: string[] = []
  const around = { env: { ...env, INIT_CWD: folder }, cwd: folder, out: (text: string) => void out.push(text) }
  const words = ['--roster', 'roster.csv', '--community', '新社区', '--json']
  expect(await importFiles(words, { ...around, err: () => undefined })).toBe(0)
  expect(JSON.parse(out.join(''))).toMatchObject({ written: true, community: { name: '新社区', isNew: true } })
  expect(existsSync(join(folder, 'data'))).toBe(false)
  await Promise.all(running.map(({ stop }) => stop()))
  rmSync(folder, { recursive: true })
})
