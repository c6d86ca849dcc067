import { IDBFactory } from 'fake-indexeddb'
import { describe, expect, test } from 'vitest'
import type { Instant } from '../domain/ids.ts'
import { administer } from '../server/admin.ts'
import { compactExits } from '../server/compact.ts'
import { aServer, COMMUNITY, endPost, givePost, packOf, rowsIn, type TestServer, who } from '../testing/community.ts'
import { asTexts } from '../testing/sim/look.ts'
import { type Handset, Phone } from '../testing/sim/phone.ts'
import { aVisitNow, aWholePhone, cutStreamAfter, diskOf } from '../testing/whole-phone.ts'

const DAY = 86_400_000
const BEFORE_ANY_POST = '2025-06-01T02:00:00.000Z' as Instant
const aPhone = (server: TestServer, person = 'micro') => aWholePhone(server, person)
const move = (server: TestServer, household: string, door: string) =>
  administer(server, who('staff'), { type: 'household.move', payload: { household, door } })
/** What left a pack meanwhile is forgotten. */
async function forget(server: TestServer): Promise<void> {
  await move(server, 'h-s1-1', 'd-s3-1')
  server.time.now += 91 * DAY
  expect(await compactExits(server)).toBe(1)
}
async function holdsWhatTheServerHolds(phone: Phone, server: TestServer): Promise<void> {
  const { packs, state } = await diskOf(phone)
  const mine = [...packs.values()].flatMap((rows) => [...rows.values()])
  expect(asTexts(mine)).toEqual(asTexts(await rowsIn(server, ...state.packs)))
}

type Between = (reach: typeof fetch) => typeof fetch
/** Answers of which the pages are lost. */
const withoutPages: Between = (reach) => async (path, init) => {
  const response = await reach(path, init)
  if (path !== '/api/sync') return response
  const { pull: _, ...answer } = (await response.json()) as Record<string, unknown>
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
}
/** So many requests get through. */
const only = (requests: number): Between => {
  let left = requests
  return (reach) => async (path, init) => {
    if (left-- <= 0) throw new TypeError('no network')
    return reach(path, init)
  }
}
describe('below the horizon', () => {
  test('I6 T5 what was let through meanwhile stays on the list of what is held until the packs that show it are shown', async () => {
    const server = await aServer()
    const phone = aPhone(server, 'leader1')
    const visit = aVisitNow(server, 'h-s2-1')
    await phone.act(visit)
    await phone.round()
    expect((await diskOf(phone)).attention.get(visit.id)?.status).toBe('held')
    // She is given the stair, a household leaves another, and what had left is forgotten.
    await administer(server, who('staff'), {
      type: 'post.give',
      payload: { post: 'p-2', person: 'leader1', grid: 's2', role: 'stair_leader', since: '2026-01-01', until: null },
    })
    await move(server, 'h-s1-1', 'd-s3-1')
    server.time.now += 91 * DAY
    await compactExits(server)
    await phone.round({ between: only(2) })
    const cut = await diskOf(phone)
    expect([cut.state.ready, cut.state.gen - cut.state.shown]).toEqual([true, 1])
    expect(cut.attention.get(visit.id)?.status).toBe('held')
    await phone.round()
    expect((await diskOf(phone)).attention.size).toBe(0)
    expect((await phone.store()).view()('visit', visit.id)).toBeDefined()
  })

  test('M8 T5 a phone with acked, held and new commands builds its packs anew and keeps every one of them', async () => {
    const server = await aServer()
    const phone = aPhone(server)
    await phone.round()
    const [acked, held, fresh] = [
      aVisitNow(server, 'h-s1-2'),
      { ...aVisitNow(server, 'h-s1-2'), happenedAt: BEFORE_ANY_POST },
      aVisitNow(server, 'h-s2-1'),
    ]
    await phone.act(acked)
    expect(await phone.act(held)).toBe('saved')
    await phone.round({ between: withoutPages })
    expect((await diskOf(phone)).outbox).toMatchObject([{ id: acked.id, state: 'acked' }])
    expect((await diskOf(phone)).attention.get(held.id)?.status).toBe('held')
    await forget(server)
    await phone.act(fresh)
    await phone.round()
    expect(phone.reports).toEqual(['reset resync'])
    const { outbox, received, attention, state } = await diskOf(phone)
    expect(outbox).toEqual([])
    expect([received.get(acked.id), received.get(fresh.id)]).toEqual(['ok', 'ok'])
    expect(attention.get(held.id)?.status).toBe('held')
    expect(state).toMatchObject({ gen: 2, shown: 2, complete: true })
    const visits = await server.db.read((tx) => tx.all("SELECT id FROM entity WHERE kind = 'visit' ORDER BY id"))
    expect(visits.map((row) => row['id'])).toEqual([acked.id, fresh.id].sort())
    await holdsWhatTheServerHolds(phone, server)
  })

  test('T5 I6 its own visit is seen all the while', async () => {
    const server = await aServer()
    const phone = aPhone(server)
    await phone.round()
    const visit = aVisitNow(server, 'h-s1-2')
    await phone.act(visit)
    await phone.round({ between: withoutPages })
    await forget(server)
    const shown: (string | undefined)[] = []
    const store = await phone.store()
    store.onChange(() => shown.push(store.view()('visit', visit.id)?.id))
    await phone.round({ between: only(1) })
    await phone.round({ between: cutStreamAfter(2) })
    await phone.round()
    expect((await diskOf(phone)).received.get(visit.id)).toBe('ok')
    expect(shown.length).toBeGreaterThan(0)
    expect(new Set(shown)).toEqual(new Set([visit.id]))
    await holdsWhatTheServerHolds(phone, server)
  })

  test('T5 what came with the packs is kept from the server’s time on: this phone’s clock may be a year behind', async () => {
    const server = await aServer()
    const handset: Handset = { name: 'a', factory: new IDBFactory(), ahead: 0 }
    const phone = new Phone('micro', handset, { machine: { server }, underWay: [] })
    const visit = { ...aVisitNow(server, 'h-s1-2'), happenedAt: BEFORE_ANY_POST }
    await phone.act(visit)
    await phone.round()
    expect((await diskOf(phone)).attention.get(visit.id)?.status).toBe('held')
    await forget(server)
    await administer(server, who('staff'), { type: 'held.judge', payload: { command: visit.id, verdict: 'accept' } })
    await phone.round({ between: only(1) })
    handset.ahead = -365 * DAY
    // No answer but the stream's own has told the time.
    await phone.round({ between: only(1) })
    await phone.round()
    expect((await diskOf(phone)).received.get(visit.id)).toBe('ok')
  })

  test('M8 T5 M4 pages that were staged are thrown away, and the rows come with the packs', async () => {
    const server = await aServer({ rowsPerPage: 2 })
    const phone = aPhone(server)
    await phone.round()
    const other = aPhone(server, 'leader1')
    for (let n = 0; n < 4; n++) await other.act(aVisitNow(server, 'h-s1-2'))
    await other.round()
    await phone.round({ between: only(1) })
    const { staged } = (await diskOf(phone)).state
    expect(staged?.seq).toBeLessThan(8)
    await forget(server)
    await phone.round()
    expect(phone.reports.filter((what) => what.startsWith('reset'))).toEqual(['reset resync'])
    expect((await diskOf(phone)).state).toMatchObject({ gen: 2, shown: 2, staged: null })
    await holdsWhatTheServerHolds(phone, server)
  })

  test('T5 P1 a first sync whose stream was cut before begins again, and what was done meanwhile is sent', async () => {
    const server = await aServer()
    const phone = aPhone(server)
    await phone.round({ between: cutStreamAfter(4) })
    expect((await diskOf(phone)).state).toMatchObject({ complete: false, ready: false, gen: 1 })
    const visit = aVisitNow(server, 'h-s1-2')
    await phone.act(visit)
    await forget(server)
    await phone.round()
    expect((await diskOf(phone)).state).toMatchObject({ complete: true, gen: 2, shown: 2 })
    expect((await diskOf(phone)).received.get(visit.id)).toBe('ok')
    await holdsWhatTheServerHolds(phone, server)
  })

  test('T5 P1 a stream that goes on after the cut ends in a pull that begins anew, and the next round is whole', async () => {
    const server = await aServer()
    const phone = aPhone(server)
    await phone.round({ between: cutStreamAfter(4) })
    await forget(server)
    await phone.round()
    expect((await diskOf(phone)).state).toMatchObject({ complete: true })
    await holdsWhatTheServerHolds(phone, server)
  })

  test('P5 T5 packs that were lost meanwhile count as lost: what was received about them goes once a backup covers it', async () => {
    const server = await aServer()
    const phone = aPhone(server, 'leader1')
    const visit = aVisitNow(server, 'h-s1-2')
    await phone.round()
    await phone.act(visit)
    await phone.round()
    expect((await diskOf(phone)).received.get(visit.id)).toBe('ok')
    await givePost(server, { person: 'leader1', role: 'stair_leader', grid: 's2' })
    await endPost(server, 'leader1', '2026-11-25')
    await server.db.write(COMMUNITY, (tx) => tx.all('UPDATE community SET horizon = head, safe = head'))
    await phone.round()
    const { state, received, bodiesOf } = await diskOf(phone)
    expect(phone.reports).toEqual(['reset resync'])
    expect([...bodiesOf]).not.toContain(packOf('s1'))
    expect(Object.keys(state.lost)).toContain(packOf('s1'))
    expect(received.get(visit.id)).toBeUndefined()
  })
})
