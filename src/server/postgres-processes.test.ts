import { once } from 'node:events'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Command } from '../domain/commands.ts'
import { instantOf } from '../domain/ids.ts'
import { aServer, change, recordOf, type TestServer } from '../testing/community.ts'
import { aCommand, aVisitPayload } from '../testing/conversation.ts'
import { anAddress } from '../testing/over-postgres.ts'
import { aLine, aProcess, type Line, type Process } from '../testing/processes.ts'
import { openPostgres } from './postgres.ts'

/** One database with the test community, and two server processes on it. */
let address: string
let server: TestServer
let both: readonly [Process, Process]
beforeAll(async () => {
  address = await anAddress()
  server = await aServer({ db: await openPostgres(address, { idle: 1_000 }), time: { now: Date.now() } })
  both = await Promise.all([aProcess(address), aProcess(address)])
})
afterAll(() => server.db.close())
const visitsIn = async (): Promise<readonly unknown[]> => {
  const rows = await server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'visit' ORDER BY id"))
  return rows.map(({ id }) => id)
}
const headIn = async (): Promise<number> => {
  const [row] = await server.db.read((tx) => tx.all('SELECT head FROM community'))
  return Number(row?.['head'])
}
const aVisit = (household: string): Command =>
  aCommand({ happenedAt: instantOf(Date.now() - 1_000), payload: aVisitPayload({ household }) })

/** Follows the history from page to page, at the one process and the other in turn, until told that all was written. */
async function follow(line: Line, isOver: () => boolean): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  let mark = { seq: 0, hash: '' }
  for (let turn = 0, last = false; !last; turn++) {
    const over = isOver()
    const { pull } = await line.sync(both[turn % 2 === 0 ? 0 : 1], { mark, cursor: mark.seq })
    for (const row of pull?.rows ?? []) if (row.kind === 'visit') seen.add(row.id)
    mark = pull?.to ?? mark
    last = over && pull?.more !== true
  }
  return seen
}

test('of what eight writers push through two processes a reader who follows either misses nothing', async () => {
  const reader = await aLine(server, both[0], 'staff')
  const people = ['leader1', 'leader2', 'leader3', 'micro', 'leader1', 'leader2', 'leader3', 'micro']
  const homes = ['h-s1-1', 'h-s2-1', 'h-s3-1', 'h-s1-2', 'h-s1-1', 'h-s2-2', 'h-s3-2', 'h-s2-1']
  const lines: Line[] = []
  for (const [n, person] of people.entries()) lines.push(await aLine(server, both[n % 2 === 0 ? 0 : 1], person))
  const written: string[] = []
  const write = async (line: Line, n: number): Promise<void> => {
    for (let batch = 0; batch < 6; batch++) {
      const commands = [aVisit(homes[n] ?? ''), aVisit(homes[n] ?? '')]
      const { results } = await line.sync(both[(n + batch) % 2 === 0 ? 0 : 1], { commands })
      expect(results.map(({ status }) => status)).toEqual(['ok', 'ok'])
      written.push(...commands.map(({ id }) => id))
    }
  }
  let isOver = false
  const following = follow(reader, () => isOver)
  await Promise.all(lines.map(write))
  isOver = true
  const seen = await following
  expect(written.filter((id) => !seen.has(id))).toEqual([])
  expect(written).toHaveLength(96)
  const marks = await server.db.read((tx) => tx.all('SELECT seq FROM command WHERE seq > 0 ORDER BY seq'))
  expect(marks.map(({ seq }) => seq)).toEqual(marks.map((_, i) => i + 1))
})

test('who listens at one process hears of what is pushed through another', async () => {
  const staff = await aLine(server, both[1], 'staff')
  const response = await fetch(`${both[1].url}/api/poke`, { headers: { cookie: staff.cookie } })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const hear = async (head: number): Promise<void> => {
    for (let text = ''; !text.includes(`data: {"head":${head}}\n\n`); ) text += (await reader?.read())?.value ?? ''
  }
  const head = await headIn()
  await hear(head)
  const leader = await aLine(server, both[0], 'leader1')
  const { results } = await leader.sync(both[0], { commands: [aVisit('h-s1-1')] })
  expect(results).toMatchObject([{ status: 'ok', seq: head + 1 }])
  await hear(head + 1)
  await leader.sync(both[1], { commands: [aVisit('h-s1-1')] })
  await hear(head + 2)
  await reader?.cancel()
})

test('a process killed in the middle of a batch has done nothing of it, and the batch comes through another', async () => {
  const doomed = await aProcess(address)
  const leader = await aLine(server, doomed, 'leader1')
  const [head, before] = [await headIn(), await visitsIn()]
  const commands = [aVisit('h-s1-1'), aVisit('h-s1-2'), aVisit('h-s1-1')]
  // Somebody else holds the table that a batch writes last but one: it has written its rows by then and waits.
  const holder = new Client({ connectionString: address })
  await holder.connect()
  await holder.query('BEGIN; LOCK TABLE command IN SHARE MODE')
  const cut = leader.sync(doomed, { commands })
  const waiting = "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'command'::regclass"
  for (let n = 0; n === 0; ) n = (await holder.query<{ n: number }>(waiting)).rows[0]?.n ?? 0
  doomed.child.kill('SIGKILL')
  await Promise.all([once(doomed.child, 'exit'), expect(cut).rejects.toThrow()])
  await holder.query('ROLLBACK')
  await holder.end()
  // The next work about the community waits until the dead one is rolled back.
  await change(server, [])
  for (const { id } of commands) expect(await recordOf(server, id)).toBeUndefined()
  expect([await headIn(), await visitsIn()]).toEqual([head, before])
  const { results } = await leader.sync(both[1], { commands })
  expect(results.map(({ status, seq }) => [status, seq])).toEqual(commands.map((_, n) => ['ok', head + 1 + n]))
  expect(await visitsIn()).toEqual(expect.arrayContaining(commands.map(({ id }) => id)))
})
