import { describe, expect, test } from 'vitest'
import { asId } from '../domain/ids.ts'
import { COMMUNITY_PACK } from '../domain/packs.ts'
import { put } from '../domain/see.ts'
import { administer } from '../server/admin.ts'
import {
  aServer,
  change,
  endPost,
  freshId,
  givePost,
  hang,
  packOf,
  type TestServer,
  who,
} from '../testing/community.ts'
import { aCommand, aVisitPayload, pushOne } from '../testing/conversation.ts'
import { copyOf } from '../testing/databases.ts'
import { aVisitNow, aWholePhone, cutStreamAfter, diskOf } from '../testing/whole-phone.ts'

const aPhone = (server: TestServer, person = 'leader1') => aWholePhone(server, person)

describe('the packs of a first sync', () => {
  test('P1 come over a network that cuts every stream, each only once, and the round ends complete', async () => {
    const server = await aServer()
    const phone = aPhone(server, 'staff')
    const progress: number[] = []
    for (let cuts = 0; cuts < 20 && !(await phone.store()).status().complete; cuts++) {
      await phone.round({ between: cutStreamAfter(3) })
      progress.push((await phone.store()).status().progress?.done ?? -1)
      phone.close()
    }
    const status = (await phone.store()).status()
    expect(status).toMatchObject({ complete: true, trouble: null })
    const cut = progress.slice(0, -1)
    expect(cut.length).toBeGreaterThan(1)
    expect(cut).toEqual([...new Set(cut)].sort((a, b) => a - b))
    expect((await phone.store()).view().all('household')).toHaveLength(6)
  })

  test('M3 a server that was replaced before the packs came is noticed by the point of history known before', async () => {
    let server = await aServer()
    const old = await copyOf(server.db)
    const phone = aWholePhone(() => server, 'leader1')
    const visit = aVisitNow(server)
    await phone.act(visit)
    await phone.round({ between: cutStreamAfter(0) })
    expect((await diskOf(phone)).outbox).toMatchObject([{ state: 'acked', seq: 5 }])
    server = await aServer({ from: old })
    await pushOne(server, 'leader2', aCommand({ payload: { ...visit.payload, household: 'h-s2-1' } }))
    await phone.round()
    await phone.round()
    expect((await diskOf(phone)).received.get(visit.id)).toBe('ok')
    expect((await phone.store()).view()('visit', visit.id)?.seq).toBe(6)
  })

  test('N3 P4 a post that ends and comes back takes the packs away and brings them again', async () => {
    const server = await aServer()
    const phone = aPhone(server)
    await phone.round()
    await givePost(server, { person: 'leader1', role: 'stair_leader', grid: 's2' })
    await phone.round()
    expect((await diskOf(phone)).packs.has(packOf('s2'))).toBe(true)
    await endPost(server, 'leader1', '2026-11-25')
    await phone.round()
    const { packs, bodiesOf } = await diskOf(phone)
    expect([packs.has(packOf('s1')), packs.has(packOf('s2'))]).toEqual([false, true])
    expect([...bodiesOf]).not.toContain(packOf('s1'))
  })

  test('P4 a pack that was fetched for a scope it has left since is not taken in with others', async () => {
    const server = await aServer()
    const phone = aPhone(server)
    await phone.round()
    const hangOn = (building: string, grid: string) =>
      administer(server, who('staff'), { type: 'grid.redraw', payload: hang(building, ['1', '2'], grid) })
    await hangOn('b-s2', 's1')
    await phone.round({ between: cutStreamAfter(2) })
    expect([...(await diskOf(phone)).bodiesOf]).toContain(packOf('s2'))
    await hangOn('b-s2', 's2')
    await hangOn('b-s3', 's1')
    // What comes meanwhile makes the packs newer than the page: nothing is compared.
    const visit = () => pushOne(server, 'staff', { payload: aVisitPayload({ household: 'h-s3-1' }) })
    await phone.round({
      between: (reach) => async (path, init) => {
        if (path === '/api/packs') await visit()
        return reach(path, init)
      },
    })
    const { packs, bodiesOf } = await diskOf(phone)
    expect([packs.has(packOf('s3')), packs.has(packOf('s2'))]).toEqual([true, false])
    expect([...bodiesOf]).not.toContain(packOf('s2'))
  })

  test('P4 a pack comes whatever the ids that its name is made of', async () => {
    const server = await aServer()
    const [grid, building, stair] = [freshId(), freshId(), freshId()]
    await administer(server, who('staff'), {
      type: 'grid.add',
      payload: { grid, parent: 'm1', level: 'stair', name: '新楼组' },
    })
    const stairs = [{ id: asId<'stair'>(stair), label: '1', grid: asId<'grid'>(grid) }]
    const body = { name: '新楼', order: 9, stairs, shape: [], attributes: [] }
    await change(server, [put('building', { id: building, pack: COMMUNITY_PACK }, body as never)])
    const phone = aPhone(server, 'micro')
    await phone.round()
    const door = { building, stair, floor: 1, room: '101', use: 'home' }
    expect(await pushOne(server, 'staff', { type: 'door.add', payload: door })).toMatchObject({ status: 'ok' })
    expect(await phone.round()).toMatchObject({ trouble: null })
    expect(Math.max(...[...(await diskOf(phone)).packs.keys()].map((pack) => pack.length))).toBeGreaterThan(100)
  })
})
