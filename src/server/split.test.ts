import { describe, expect, test } from 'vitest'
import { sumPacks, sumRows } from '../domain/check.ts'
import { asId, type PackId } from '../domain/ids.ts'
import type { Row } from '../domain/nouns.ts'
import { type Change, put } from '../domain/see.ts'
import { aHousehold, aResident } from '../testing/build.ts'
import {
  aServer,
  COMMUNITY,
  change,
  findRow,
  hang,
  packOf,
  rowsIn,
  type TestServer,
  who,
} from '../testing/community.ts'
import { aVisitPayload, fetchPacks, PlainPhone, pushOne } from '../testing/conversation.ts'
import { asTexts, lookAt } from '../testing/sim/look.ts'
import type { Phone } from '../testing/sim/phone.ts'
import { aVisitNow, aWholePhone } from '../testing/whole-phone.ts'
import { administer } from './admin.ts'
import { splitLargePacks, splittingDuty } from './split.ts'

const PLAIN = packOf('s1')
const OF_2 = asId<'pack'>(`${PLAIN}:2`)
const OF_3 = asId<'pack'>(`${PLAIN}:3`)
/** Smaller than any pack. */
const split = (server: TestServer, since = 0) => splitLargePacks(server, COMMUNITY, { since, limit: 10 })
const byStaff = async (server: TestServer, type: string, payload: unknown) =>
  expect(await administer(server, who('staff'), { type, payload })).toMatchObject({
    body: { result: { status: 'ok' } },
  })

/** Building b-s1 with three stairs in grid s1: households h-s1-1 and -2 in the first, h-s1-21 in 2, h-s1-31 in 3. */
async function aHouse(): Promise<TestServer> {
  const server = await aServer({ isSmall: true })
  const stairs = ['1', '2', '3'].map((id) => ({ id, label: id, grid: 's1' }))
  const pack = PLAIN
  const behind = (stair: string): Change[] => {
    const key = `s1-${stair}1`
    const body = { building: asId<'building'>('b-s1'), stair, floor: 1, room: '101', order: 1, use: 'home' } as const
    return [
      put('door', { id: `d-${key}`, pack }, body),
      put('household', { id: `h-${key}`, pack }, aHousehold({ doors: [asId(`d-${key}`)] }).body),
      put('resident', { id: `r-${key}`, pack }, aResident({ household: asId(`h-${key}`) }).body),
    ]
  }
  await change(server, [
    { op: 'set', kind: 'building', id: 'b-s1', set: { stairs }, edit: false },
    ...behind('2'),
    ...behind('3'),
  ])
  return server
}
const packOfRow = async (server: TestServer, kind: 'household' | 'door' | 'visit' | 'resident', id: string) =>
  (await findRow(server, kind, id))?.pack
const scopeOf = async (server: TestServer, person: string) =>
  (await fetchPacks(server, person)).head.scope.filter((pack) => pack.startsWith('b:b-s1:'))
const placesOf = async (server: TestServer): Promise<Record<string, unknown>> => {
  const rows = await server.db.read((tx) => tx.all("SELECT id, grid FROM pack WHERE id LIKE '_:b-s1:%' ORDER BY id"))
  return Object.fromEntries(rows.map((row) => [row['id'], row['grid']]))
}
/** Every pack says of itself what lies in it. */
async function sumsAreRight(server: TestServer): Promise<void> {
  const packs = await server.db.read((tx) => tx.all('SELECT id, count, hash FROM pack'))
  for (const { id, count, hash } of packs) {
    expect({ id, ...sumRows(await rowsIn(server, String(id))) }).toEqual({ id, count, hash })
  }
}
describe('a pack that has grown too large', () => {
  test('is split by stair: each row lies in one pack, with its household, and the sums are right', async () => {
    const server = await aHouse()
    const before = await rowsIn(server, PLAIN)
    const visit = await pushOne(server, 'leader1', { payload: aVisitPayload({ household: 'h-s1-21' }) })
    expect((await split(server)).split).toBe(1)
    expect(await packOfRow(server, 'household', 'h-s1-1')).toBe(PLAIN)
    for (const [kind, id] of [
      ['door', 'd-s1-21'],
      ['household', 'h-s1-21'],
      ['resident', 'r-s1-21'],
      ['visit', visit.id],
    ] as const) {
      expect([id, await packOfRow(server, kind, id)]).toEqual([id, OF_2])
    }
    expect(await packOfRow(server, 'resident', 'r-s1-31')).toBe(OF_3)
    expect(await rowsIn(server, PLAIN, OF_2, OF_3)).toHaveLength(before.length + 1)
    await sumsAreRight(server)
  })

  test('is split once and never put together again; one stair alone stays however large', async () => {
    const server = await aHouse()
    const { weighed } = await split(server)
    const head = async () => (await server.db.read((tx) => tx.all('SELECT head FROM community')))[0]?.['head']
    const after = await head()
    expect(after).toBe(weighed + 1)
    expect(await split(server)).toEqual({ split: 0, weighed: after })
    expect(await head()).toBe(after)
  })

  test('is told by its JSON, and only where it has changed since', async () => {
    const server = await aHouse()
    const head = (await server.db.read((tx) => tx.all('SELECT head FROM community')))[0]?.['head'] as number
    const bytes = JSON.stringify(await rowsIn(server, PLAIN)).length
    expect((await splitLargePacks(server, COMMUNITY, { since: 0, limit: bytes * 2 })).split).toBe(0)
    expect((await split(server, head)).split).toBe(0)
    expect((await splitLargePacks(server, COMMUNITY, { since: head - 1, limit: Math.floor(bytes * 0.7) })).split).toBe(
      1,
    )
  })

  test('is left alone by the duty as long as phones can carry it, and split when it has grown', async () => {
    const server = await aHouse()
    const duty = splittingDuty(server)
    await duty.run()
    expect(await packOfRow(server, 'household', 'h-s1-21')).toBe(PLAIN)
    expect(duty.isDue(server.time.now)).toBe(false)
    await change(server, [
      { op: 'set', kind: 'household', id: 'h-s1-31', set: { note: '注'.repeat(100_000) }, edit: false },
    ])
    await duty.run()
    expect(await packOfRow(server, 'household', 'h-s1-31')).toBe(OF_3)
  })
})

describe('who may see', () => {
  test('a split pack are those who saw it before, and nobody else', async () => {
    const server = await aHouse()
    await split(server)
    const all = [PLAIN, OF_2, OF_3].sort()
    for (const person of ['leader1', 'micro', 'staff']) expect([...(await scopeOf(server, person))].sort()).toEqual(all)
    for (const person of ['leader2', 'leader3', 'volunteer']) expect(await scopeOf(server, person)).toEqual([])
  })

  test('a pack that went to another grid whole is split where it lies now', async () => {
    const server = await aHouse()
    await byStaff(server, 'grid.redraw', hang('b-s1', ['1', '2', '3'], 's3'))
    await split(server)
    expect(new Set(Object.values(await placesOf(server)))).toEqual(new Set(['s3']))
    expect(await scopeOf(server, 'leader1')).toEqual([])
    expect(await scopeOf(server, 'leader3')).toHaveLength(3)
  })

  test('a stair that goes to another grid after the split goes alone, with its history', async () => {
    const server = await aHouse()
    for (let n = 0; n < 8; n++) await pushOne(server, 'leader1', { payload: aVisitPayload({ household: 'h-s1-21' }) })
    expect((await rowsIn(server, `h:${PLAIN.slice(2)}`)).length).toBe(2)
    await split(server)
    expect(await rowsIn(server, `h:${PLAIN.slice(2)}`)).toEqual([])
    expect((await rowsIn(server, `h:${OF_2.slice(2)}`)).length).toBe(2)
    await byStaff(server, 'grid.redraw', hang('b-s1', ['2'], 's2'))
    expect(await placesOf(server)).toEqual({
      ...{ [PLAIN]: 's1', [OF_2]: 's2', [OF_3]: 's1' },
      ...{ [`h:${PLAIN.slice(2)}`]: 's1', [`h:${OF_2.slice(2)}`]: 's2' },
    })
    expect(await scopeOf(server, 'leader2')).toEqual([OF_2])
    // And back again, into a grid where others of the building lie.
    await byStaff(server, 'grid.redraw', hang('b-s1', ['2'], 's1'))
    expect(await scopeOf(server, 'leader2')).toEqual([])
    await sumsAreRight(server)
  })

  test('a stair’s own name that another stair holds elsewhere is not used again', async () => {
    const server = await aHouse()
    await split(server)
    const move = (stair: string, grid: string) => byStaff(server, 'grid.redraw', hang('b-s1', [stair], grid))
    await move('2', 's2')
    const four = {
      building: asId<'building'>('b-s1'),
      stair: '4',
      floor: 1,
      room: '101',
      order: 1,
      use: 'home',
    } as const
    const stairs = (await findRow(server, 'building', 'b-s1'))?.body.stairs ?? []
    await change(server, [
      put('door', { id: 'd-s1-41', pack: OF_2 }, four),
      {
        ...{ op: 'set', kind: 'building', id: 'b-s1', edit: false },
        set: { stairs: [...stairs, { id: '4', label: '4', grid: asId('s2') }] },
      },
    ])
    await move('2', 's1')
    expect(await packOfRow(server, 'household', 'h-s1-21')).toBe(PLAIN)
    await split(server)
    expect(await packOfRow(server, 'household', 'h-s1-21')).toBe(`${OF_2}:2`)
    expect(await placesOf(server)).toEqual({ [PLAIN]: 's1', [OF_2]: 's2', [`${OF_2}:2`]: 's1', [OF_3]: 's1' })
    expect(await scopeOf(server, 'leader2')).toEqual([OF_2])
    await sumsAreRight(server)
  })
})

describe('phones', () => {
  test('I1 a phone follows the split by its pages: it holds what the server holds', async () => {
    const server = await aHouse()
    const phone = new PlainPhone(server, 'micro')
    await phone.firstSync()
    await split(server)
    await pushOne(server, 'leader1', { payload: aVisitPayload({ household: 'h-s1-31' }) })
    await phone.round()
    const [last] = await phone.round()
    const texts = (rows: Iterable<Row>) => [...rows].map((row) => JSON.stringify(row)).sort()
    for (const [pack, rows] of phone.packs) expect(texts(rows.values())).toEqual(texts(await rowsIn(server, pack)))
    expect([...phone.packs.keys()]).toEqual(expect.arrayContaining([PLAIN, OF_2, OF_3]))
    expect(last?.check?.all).toBe(sumPacks([...phone.packs].map(([pack, rows]) => [pack, sumRows(rows.values())])))
  })

  test('I2 I6 visits that wait across the split arrive where the household lies now, and never leave the view', async () => {
    const server = await aHouse()
    const phone = aWholePhone(server, 'leader1')
    await phone.round()
    const store = await phone.store()
    const visits = ['h-s1-1', 'h-s1-21', 'h-s1-31'].map((household) => aVisitNow(server, household))
    for (const visit of visits) expect(await phone.act(visit)).toBe('saved')
    const ids = [...visits.map(({ id }) => ['visit', id]), ['household', 'h-s1-21'], ['resident', 'r-s1-31']] as const
    const missing: unknown[] = []
    store.onChange(() => missing.push(...ids.filter(([kind, id]) => store.view()(kind as 'visit', id) === undefined)))
    await split(server)
    expect(await phone.round()).toMatchObject({ trouble: null, done: true })
    expect(missing).toEqual([])
    for (const [n, pack] of [PLAIN, OF_2, OF_3].entries()) {
      expect(await packOfRow(server, 'visit', visits[n]?.id ?? '')).toBe(pack)
    }
    // Afterwards too it goes on as before.
    const later = aVisitNow(server, 'h-s1-31')
    await phone.act(later)
    await phone.round()
    expect(await packOfRow(server, 'visit', later.id)).toBe(OF_3)
    await holdsEachOnce(phone, server)
  })

  test('I5 who was given one stair in the meantime holds nothing of the others', async () => {
    const server = await aHouse()
    const [first, second] = [aWholePhone(server, 'leader1'), aWholePhone(server, 'leader2')]
    await first.round()
    await second.round()
    await split(server)
    await byStaff(server, 'grid.redraw', hang('b-s1', ['2'], 's2'))
    for (const phone of [first, second]) {
      await phone.round()
      await phone.round()
      await holdsEachOnce(phone, server)
    }
    const bodies = async (phone: Phone) => (await lookAt((await phone.store()).database)).bodiesOf
    expect((await bodies(first)).has(OF_2)).toBe(false)
    expect((await bodies(second)).has(OF_2)).toBe(true)
    expect((await bodies(second)).has(PLAIN)).toBe(false)
  })
})
/** What the server holds of the phone's scope, and no body twice. */
async function holdsEachOnce(phone: Phone, server: TestServer): Promise<void> {
  const { packs, state } = await lookAt((await phone.store()).database)
  const rows = [...packs.values()].flatMap((inPack) => [...inPack.values()])
  expect(new Set(rows.map((row) => `${row.kind} ${row.id}`)).size).toBe(rows.length)
  expect(asTexts(rows)).toEqual(asTexts(await rowsIn(server, ...(state.packs as readonly PackId[]))))
}
