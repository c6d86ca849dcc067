import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scopeOf, sumPacks, sumRows } from '../domain/check.ts'
import { asId, type PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { type Change, put } from '../domain/see.ts'
import { ROWS_PER_PAGE } from '../domain/wire.ts'
import { aResident } from '../testing/build.ts'
import {
  aServer,
  COMMUNITY,
  change,
  endPost,
  givePost,
  hang,
  packOf,
  type TestServer,
  who,
} from '../testing/community.ts'
import { aCommand, aVisitPayload, fetchPacks, PlainPhone, push, pushOne, sync } from '../testing/conversation.ts'
import { copyOf, theEngine } from '../testing/databases.ts'
import { administer } from './admin.ts'
import { loadRows } from './rows.ts'
import { syncOnce } from './sync.ts'

const residents = (count: number, from = 0): Change[] =>
  Array.from({ length: count }, (_, i) =>
    put('resident', { id: `new-${from + i}`, pack: packOf('s1') }, aResident({ household: asId('h-s1-1') }).body),
  )
const rowsOf = (server: TestServer, packs: readonly PackId[]): Promise<readonly Row[]> =>
  server.db.read((tx) => loadRows(tx, COMMUNITY, { rows: [], under: [], packs }))
const byStaff = async (server: TestServer, type: string, payload: unknown) => {
  const answer = await administer(server, who('staff'), { type, payload })
  expect(answer).toMatchObject({ status: 200, body: { result: { status: 'ok' } } })
}
/** The phone's sums, pack by pack and over all, against the check the server gave last. */
function agrees(phone: PlainPhone, check: { all: number } | undefined): void {
  const sums = [...phone.packs].map(([pack, rows]) => [pack, sumRows(rows.values())] as const)
  expect(check?.all).toBe(sumPacks(sums))
}
async function holdsWhatTheServerHolds(server: TestServer, phone: PlainPhone): Promise<void> {
  const rows = await rowsOf(server, [...phone.packs.keys()])
  const sorted = (all: readonly Row[]) => all.map((row) => JSON.stringify(row)).sort()
  expect(sorted(phone.rows())).toEqual(sorted(rows))
}

test('a page ends at the first whole seq beyond the limit and never splits one', async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  const before = phone.cursor
  await change(server, residents(ROWS_PER_PAGE - 1))
  await change(server, residents(50, 10_000))
  await change(server, residents(50, 20_000))
  const scope = scopeOf(phone.packs.keys())
  const page = (await sync(server, 'leader1', { mark: phone.mark, cursor: before, scope })).pull
  expect(page?.rows).toHaveLength(ROWS_PER_PAGE + 49)
  expect(page?.more).toBe(true)
  expect(page?.to.seq).toBe(before + 2)
  expect(page?.head?.seq).toBe(before + 3)
  await phone.round()
  await holdsWhatTheServerHolds(server, phone)
})

test('sums are given with the last page only', async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  for (let i = 0; i < 5; i++) await change(server, residents(1000, i * 10_000))
  const answers = await phone.round()
  expect(answers.map((answer) => answer.pull?.more)).toEqual([true, true, false])
  expect(answers.map((answer) => answer.check === undefined)).toEqual([true, true, false])
  agrees(phone, answers.at(-1)?.check)
})

test('the first request of a phone that holds nothing gets its scope and no page', async () => {
  const server = await aServer()
  const answer = await sync(server, 'leader1', { scope: scopeOf([]), cursor: 0, commands: [aCommand()] })
  expect(answer.results).toMatchObject([{ status: 'ok' }])
  expect(answer.scope).toEqual(['b:b-s1:s1', 'c', 'p:leader1'])
  expect(answer.pull).toBeUndefined()
})

test('a phone never pulls rows outside its scope', async () => {
  const server = await aServer()
  const answer = await sync(server, 'leader1')
  expect(new Set(answer.pull?.rows.map((row) => row.pack))).toEqual(new Set(['c', packOf('s1')]))
})

test('a building moved to another grid leaves the old leader and reaches the new one without any row changing', async () => {
  const server = await aServer()
  const [old, next] = [new PlainPhone(server, 'leader1'), new PlainPhone(server, 'leader2')]
  await old.firstSync()
  await next.firstSync()
  await byStaff(server, 'grid.redraw', hang('b-s1', ['1'], 's2'))
  const rounds = [await old.round(), await next.round()]
  expect([...old.packs.keys()].sort()).toEqual(['c', 'p:leader1'])
  expect([...next.packs.keys()].sort()).toEqual(['b:b-s1:s1', 'b:b-s2:s2', 'c', 'p:leader2'])
  expect(rounds.flatMap((round) => round.flatMap((answer) => answer.pull?.exits))).toEqual([])
  expect(next.find('household', 'h-s1-1')?.seq).toBe(2)
  await holdsWhatTheServerHolds(server, next)
})

test('a household moved to another stair leaves by exits on one phone and appears on the other', async () => {
  const server = await aServer()
  const [old, next] = [new PlainPhone(server, 'leader1'), new PlainPhone(server, 'leader3')]
  await old.firstSync()
  await next.firstSync()
  await pushOne(server, 'leader1')
  await byStaff(server, 'household.move', { household: 'h-s1-1', door: 'd-s3-1' })
  await old.round()
  await next.round()
  expect(old.find('household', 'h-s1-1')).toBeUndefined()
  expect(old.find('resident', 'r-s1-1')).toBeUndefined()
  expect(next.find('household', 'h-s1-1')?.body).toMatchObject({ doors: ['d-s3-1'] })
  expect(next.rows().filter((row) => row.kind === 'visit')).toHaveLength(1)
  await holdsWhatTheServerHolds(server, old)
  await holdsWhatTheServerHolds(server, next)
})

test('the seventh visit of a household leaves its pack by an exit of the same seq', async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  const visits = Array.from({ length: 7 }, (_, i) => aCommand({ happenedAt: `2026-11-2${i}T01:00:00.000Z` as never }))
  await push(server, 'leader1', ...visits.slice(0, 6))
  await phone.round()
  const [answer] = await phone.round([visits[6] ?? aCommand()])
  const [exit] = answer?.pull?.exits ?? []
  expect(exit).toEqual({ seq: answer?.pull?.to.seq, kind: 'visit', id: visits[0]?.id, pack: packOf('s1') })
  expect(phone.rows().filter((row) => row.kind === 'visit')).toHaveLength(6)
  agrees(phone, answer?.check)
  await holdsWhatTheServerHolds(server, phone)
})

test('history lies on no phone, and is given to those who may read it when they ask', async () => {
  const server = await aServer()
  const visits = Array.from({ length: 8 }, () => aCommand())
  await push(server, 'leader1', ...visits)
  const history = asId<'pack'>('h:b-s1:s1')
  expect((await fetchPacks(server, 'leader1')).head.scope).not.toContain(history)
  expect((await fetchPacks(server, 'leader1', { want: [history] })).packs[0]?.rows).toHaveLength(2)
  expect((await fetchPacks(server, 'leader2', { want: [history] })).packs).toEqual([])
})

test('packs the phone has at their seq are not sent again', async () => {
  const server = await aServer()
  const first = await fetchPacks(server, 'staff')
  await pushOne(server, 'leader1')
  const have = first.packs.map(({ header }) => [header.id, header.seq] as const)
  const again = await fetchPacks(server, 'staff', { have })
  expect(again.packs.map(({ header }) => header.id)).toEqual([packOf('s1')])
  expect(again.complete).toBe(true)
  expect(again.head.packs).toBe(1)
})

test('a pack that was compressed once is sent from memory until it changes', async () => {
  let compressed = 0
  const server = await aServer()
  const counting = {
    ...server,
    gzip: (text: string) => {
      compressed += 1
      return server.gzip(text)
    },
  }
  await fetchPacks(counting, 'leader1')
  await fetchPacks(counting, 'staff')
  const before = compressed
  await fetchPacks(counting, 'staff')
  expect(compressed).toBe(before)
  await pushOne(server, 'leader1')
  const { packs } = await fetchPacks(counting, 'staff')
  expect(compressed).toBe(before + 1)
  expect(packs.flatMap(({ rows }) => rows).filter((row) => row.kind === 'visit')).toHaveLength(1)
})

test('a stream breaks off without its end when the right to a pack ends under way', async () => {
  const server = await aServer()
  const gzip = server.gzip
  const cutting = {
    ...server,
    gzip: async (text: string) => {
      await endPost(server, 'leader1', '2026-11-20')
      return gzip(text)
    },
  }
  const { packs, complete } = await fetchPacks(cutting, 'leader1')
  expect(complete).toBe(false)
  expect(packs.map(({ header }) => header.id)).toEqual(['c', 'p:leader1'])
})

test('a mark of another history is answered with reset and nothing is judged', async () => {
  const server = await aServer()
  const old = await copyOf(server.db)
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  await phone.round([aCommand()])
  const restored = await aServer({ from: old })
  const ahead = await sync(restored, 'leader1', { mark: phone.mark, cursor: phone.cursor, commands: [aCommand()] })
  expect(ahead).toMatchObject({ reset: 'restored', results: [] })
  expect(ahead.pull).toBeUndefined()
  await pushOne(restored, 'leader2', { payload: aVisitPayload({ household: 'h-s2-1' }) })
  const other = await sync(restored, 'leader1', { mark: phone.mark, cursor: phone.cursor, commands: [aCommand()] })
  expect(other).toMatchObject({ reset: 'restored', results: [] })
  expect((await rowsOf(restored, [packOf('s1')])).some((row) => row.kind === 'visit')).toBe(false)
})

test('a cursor below the horizon is answered with resync', async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  await server.db.write(COMMUNITY, async (tx) => {
    const [row] = await tx.all('SELECT * FROM community')
    await tx.put('community', [{ ...row, horizon: phone.cursor + 1 }])
  })
  const { mark, cursor } = phone
  expect(await sync(server, 'leader1', { mark, cursor })).toMatchObject({ reset: 'resync' })
})

test('whoever lost the last post brings what is left, loses the packs, and is told with the next request', async () => {
  const server = await aServer()
  const phone = new PlainPhone(server, 'leader1')
  await phone.firstSync()
  await endPost(server, 'leader1', '2026-11-25')
  const before = aCommand({ happenedAt: '2026-11-24T02:00:00.000Z' as never })
  const [answer] = await phone.round([before, aCommand()])
  expect(answer?.results).toMatchObject([{ status: 'ok' }, { status: 'held', code: 'post_ended' }])
  expect([...phone.packs.keys()]).toEqual(['p:leader1'])
  const request = { proto: 1, build: '', account: who('leader1').account, store: 's', now: '2026-11-26T06:20:00.000Z' }
  const next = { ...request, mark: { seq: 0, hash: '' }, cursor: 0, scope: '', commands: [] }
  expect(await syncOnce(server, who('leader1'), next)).toEqual({ status: 403, body: { error: { code: 'revoked' } } })
})

type Step = readonly [what: number, where: number, who: number]
/** Everything that moves rows about, in any order, with phones that sync now and then. */
async function walk(server: TestServer, phones: readonly PlainPhone[], steps: readonly Step[]): Promise<void> {
  for (const [what, where, person] of steps) {
    const stair = ['s1', 's2', 's3'][where % 3] ?? 's1'
    const other = ['s1', 's2', 's3'][person % 3] ?? 's1'
    const household = `h-${stair}-${1 + (person % 2)}`
    const phone = phones[person % phones.length]
    switch (what % 7) {
      case 0:
      case 1:
        await pushOne(server, `leader${stair.slice(1)}`, { payload: aVisitPayload({ household }) })
        break
      case 2:
        await administer(server, who('staff'), { type: 'household.move', payload: { household, door: `d-${other}-1` } })
        break
      case 3:
        await administer(server, who('staff'), {
          type: 'grid.redraw',
          payload: hang(`b-${stair}`, ['1'], other),
        })
        break
      case 4:
        await givePost(server, { person: `leader${(person % 3) + 1}`, role: 'stair_leader', grid: stair })
        break
      case 5:
        await change(server, residents(1 + where, person))
        break
      default:
        await phone?.round()
    }
  }
}
test('a phone that follows the pages holds what the server holds, whatever moved', async () => {
  const step = fc.tuple(fc.nat(6), fc.nat(5), fc.nat(5))
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const server = await aServer()
      const phones = ['staff', 'leader1', 'leader2', 'leader3', 'micro'].map((person) => new PlainPhone(server, person))
      for (const phone of phones) await phone.firstSync()
      await walk(server, phones, steps)
      for (const phone of phones) {
        const answers = await phone.round()
        const settled = answers.at(-1)?.scope === undefined ? answers : await phone.round()
        agrees(phone, settled.at(-1)?.check)
        await holdsWhatTheServerHolds(server, phone)
      }
    }),
    // The walks are the same over either engine; over PostgreSQL each takes some hundred round trips.
    { numRuns: theEngine().name === 'SQLite' ? 25 : 6 },
  )
})
